"""Pictures for writers: find one, bring in packs and photos, note who agreed and what people made of them."""

from portal.summaries.views.pictures import choosing, listing, packs, photos
from portal.summaries.views.pictures.blueprint import blueprint

__all__ = ["blueprint", "choosing", "listing", "packs", "photos"]
