"""What invented people said: comments with the theme a reader would put them under."""

THEMES = {
    "Staff": "Kind people who listen",
    "Waiting": "Waiting, and nobody ringing back",
    "Letters": "Letters that are hard to read",
    "Travel": "Getting there",
    "Breaks": "Time off from caring",
}
# (theme, language, words)
COMMENTS: list[tuple[str, str, str]] = [
    ("Staff", "en", "The woman who rang me was kind. She let me finish."),
    ("Staff", "en", "They listen. Nobody else asks how I am."),
    ("Staff", "en-easy", "The staff are nice. They help me."),
    ("Staff", "cy", "Mae’r staff yn garedig ac yn gwrando arna i."),
    ("Staff", "ur", "عملہ مہربان ہے اور میری بات سنتا ہے۔"),
    ("Waiting", "en", "I waited five weeks for a call. Then I gave up."),
    ("Waiting", "en", "Nobody rang back. I thought they had forgotten me."),
    ("Waiting", "en", "The waiting was the worst. I did not know what came next."),
    ("Waiting", "en-easy", "I had to wait too long."),
    ("Waiting", "cy", "Roedd yr aros yn rhy hir a ffoniodd neb yn ôl."),
    ("Waiting", "ur", "مجھے بہت دیر انتظار کرنا پڑا۔ کسی نے واپس فون نہیں کیا۔"),
    ("Letters", "en", "The letter used words I had to look up."),
    ("Letters", "en", "I could not read the letter, so I did not go."),
    ("Letters", "en-easy", "The letter was hard. I need pictures."),
    ("Letters", "ur", "خط انگریزی میں تھا۔ میں اسے پڑھ نہیں سکی۔"),
    ("Travel", "en", "Two buses each way. I cannot leave Mum for that long."),
    ("Travel", "en", "It is too far without a car."),
    ("Travel", "cy", "Mae’n rhy bell heb gar."),
    ("Breaks", "en", "One afternoon off a month kept me going."),
    ("Breaks", "en", "I need a break. A proper one."),
    ("Breaks", "en-easy", "I like my break. I sleep."),
]
