"""Joins the pictures in build/tour/ to docs/pictures/tour.gif, three seconds each. Needs Pillow."""

from pathlib import Path

from PIL import Image

here = Path(__file__).parent
frames = sorted((here.parent.parent / "build" / "tour").glob("*.png"))
pictures = [Image.open(path).convert("RGB").resize((1080, 645), Image.Resampling.LANCZOS) for path in frames]
first, *others = [picture.quantize(128, dither=Image.Dither.NONE) for picture in pictures]
first.save(here / "tour.gif", save_all=True, append_images=others, duration=3000, loop=0, optimize=True)
