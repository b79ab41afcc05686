"""The tag tree of a PDF that is still in the typesetter's hands, so that it can be mended before it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Leaf:
    """One marked stretch of a page's content and the number of the tag that owns it."""

    page: int
    mark: int
    owner: int


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


class Tags:
    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = self.elements_at(pdf.catalog["StructTreeRoot"])
        self.document = _number(root["K"][0])
        self.parent_tree = self.elements_at(root["ParentTree"])["Nums"]
        self.pages = {_number(reference): index for index, reference in enumerate(pdf.page_references)}
        self.elements: dict[int, Any] = {}
        self._gather(self.document)
        self._streams = [self.elements_at(pdf.objects[number]["Contents"]) for number in self.pages]
        self._places = [
            {item["MCID"]: at for at, item in enumerate(stream.stream) if isinstance(item, dict) and "MCID" in item}
            for stream in self._streams
        ]

    def elements_at(self, reference: bytes | str) -> Any:
        return self.pdf.objects[_number(reference)]

    def _gather(self, number: int) -> None:
        element = self.elements[number] = self.pdf.objects[number]
        for kid in element["K"]:
            if not isinstance(kid, int) and self._is_element(kid):
                self._gather(_number(kid))

    def _is_element(self, reference: bytes | str) -> bool:
        return bool(self.elements_at(reference).get("Type") == "/StructElem")

    def element(self, leaf: Leaf) -> Any:
        return self.elements[self.owner(leaf)]

    def leaves(self) -> Iterator[Leaf]:
        yield from self._leaves(self.document)

    def _leaves(self, number: int) -> Iterator[Leaf]:
        element = self.elements[number]
        for kid in element["K"]:
            if isinstance(kid, int):
                yield Leaf(self.pages[_number(element["Pg"])], kid, number)
            elif self._is_element(kid):
                yield from self._leaves(_number(kid))

    def around(self, leaf: Leaf, roles: frozenset[str]) -> int | None:
        """The number of the nearest tag at or above a leaf whose role is one of `roles`."""
        number = self.owner(leaf)
        while number in self.elements and number != self.document:
            if self.elements[number]["S"] in roles:
                return number
            number = _number(self.elements[number]["P"])
        return None

    def owner(self, leaf: Leaf) -> int:
        """Who owns a leaf now; joining fragments may have moved it since it was found."""
        return _number(self._page_map(leaf.page)[leaf.mark])

    def _page_map(self, page: int) -> Any:
        return self.parent_tree[self.parent_tree.index(page) + 1]

    def marks(self) -> Iterator[tuple[int, int]]:
        for page, places in enumerate(self._places):
            yield from ((page, mark) for mark in places)

    def make_artifact(self, page: int, mark: int) -> None:
        at = self._places[page][mark]
        stream = self._streams[page].stream
        stream[at - 1] = "/Artifact"
        stream[at] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Footer"})
        nums = self._page_map(page)
        orphan = self.elements_at(nums[mark])
        nums[mark] = "null"
        self._forget(orphan)

    def _forget(self, element: Any) -> None:
        """Empties a tag that hangs outside the tree, and those above it."""
        while element and element.number not in self.elements:
            above = self.elements_at(element["P"])
            element.clear()
            element = above

    def say_in_content(self, leaf: Leaf, text: str) -> None:
        at = self._places[leaf.page][leaf.mark]
        self._streams[leaf.page].stream[at]["ActualText"] = pydyf.String(text)

    def absorb(self, into: int, number: int) -> None:
        """Moves all that one tag holds to the end of another of the same role, and takes the empty tag out."""
        target, source = self.elements[into], self.elements[number]
        for kid in source["K"]:
            if isinstance(kid, int):
                page = self.pages[_number(source["Pg"])]
                self._page_map(page)[kid] = target.reference
                if source["Pg"] != target["Pg"]:
                    kid = self._reference_to_mark(source["Pg"], kid)
            elif self._is_element(kid):
                self.elements_at(kid)["P"] = target.reference
            else:
                annotation = self.elements_at(self.elements_at(kid)["Obj"])
                self.parent_tree[self.parent_tree.index(annotation["StructParent"], 2 * len(self.pages)) + 1] = (
                    target.reference
                )
            target["K"].append(kid)
        source["K"] = pydyf.Array()

    def _reference_to_mark(self, page: bytes, mark: int) -> bytes:
        reference = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})
        self.pdf.add_object(reference)
        return bytes(reference.reference)

    def prune(self) -> None:
        """Takes out every tag that holds nothing: a screen reader would stop there and say "blank"."""
        self._prune(self.document)

    def _prune(self, number: int) -> bool:
        element = self.elements[number]
        element["K"] = pydyf.Array(
            kid
            for kid in element["K"]
            if isinstance(kid, int) or not self._is_element(kid) or self._prune(_number(kid))
        )
        if not element["K"]:
            element.clear()
            del self.elements[number]
            return False
        return True
