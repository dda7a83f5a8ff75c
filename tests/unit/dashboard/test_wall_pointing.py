"""Parts of a scene's HTML by what is read there."""

from __future__ import annotations

from dashboard.wall.pointing import LONGEST, Part, parts_of

SCENE = """
<article><header class="wall-head" data-block><img alt=""><p><span>Nơi</span></p><h1>Tiêu đề</h1></header>
<div class="wall-figure is-lead" data-block><p class="wall-label">Đúng hạn</p>
<p><span class="wall-number">78,4</span><span class="wall-unit">%</span></p><p>29/37 phản ánh</p></div>
<p class="wall-note" data-block>Ghi chú</p> lời ngoài
<div class="wall-bar" data-block><p>Tân Phú</p><p class="wall-bar-figure">3/6</p></div>
<figure class="wall-map" data-block><svg><path d="M0"/><rect/></svg></figure>
<footer class="wall-foot" data-block><p>Nguồn</p></footer></article>
"""


def test_parts_keep_their_place_and_say_their_figure() -> None:
    assert parts_of(SCENE) == (
        Part(0, "", "Tiêu đề của cảnh"),
        Part(1, "78,4 %", "Đúng hạn 29/37 phản ánh"),
        Part(3, "3/6", "Tân Phú"),
        Part(4, "", "Bản đồ"),
    )


def test_long_words_are_cut() -> None:
    (part,) = parts_of(f'<div class="wall-item" data-block><p>{"dài " * 40}</p></div>')
    assert len(part.words) <= LONGEST
    assert part.words.endswith("…")


def test_no_scene_has_no_parts() -> None:
    assert parts_of("") == ()
