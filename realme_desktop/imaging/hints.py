"""What is said about a picture that can be sent but perhaps should not be. Light: the window imports it."""

from __future__ import annotations

from dataclasses import dataclass

from realme_desktop.catalog.text import Text

__all__ = ["Hint", "hint"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint never stands in the way of submitting. `code` is a short name for tests and icons: small, pages,
    heavy, blurred, dark, glare, thin, same_side, same_face, swapped."""

    code: str
    words: Text


def hint(code: str, **values: object) -> Hint:
    return Hint(code, _WORDS[code].format(**values))


_WORDS: dict[str, Text] = {
    "small": Text(
        "图片偏小：短边只有 {side} 像素，建议至少 {wanted} 像素，否则可能识别不出。可以照常提交，"
        "但最好换一张更清晰的。",
        "The picture is small: its short side has {side} pixels, at least {wanted} are advisable for it to "
        "be recognised. It can be submitted, but a larger one is better.",
    ),
    "pages": Text(
        "文件中有 {pages} 页（或帧），只使用第 {page} 页。",
        "The file holds {pages} pages (or frames); only page {page} is used.",
    ),
    "heavy": Text(
        "图片处理后仍有 {size_kb} KB，超过建议的 {most_kb} KB，上传可能较慢或被拒绝。",
        "After preparation the picture still has {size_kb} KB, more than the advisable {most_kb} KB: it may "
        "take long to send or be refused.",
    ),
    "blurred": Text(
        "图片看起来模糊，文字或五官可能识别不出。建议对焦、拿稳后重新拍摄，或向对方索取原图。",
        "The picture looks blurred; text or features may not be recognised. Take it again, focused and held "
        "still, or ask for the original.",
    ),
    "dark": Text(
        "图片偏暗，可能识别不出。建议在明亮、均匀的光线下重新拍摄。",
        "The picture is dark and may not be recognised. Take it again in bright, even light.",
    ),
    "glare": Text(
        "图片上有反光，被遮住的内容可能识别不出。建议换个角度、关闭闪光灯后重新拍摄。",
        "There is glare on the picture, and what it covers may not be recognised. Take it again from another "
        "angle and without flash.",
    ),
    "thin": Text(
        "文件只有 {size_kb} KB，图片可能被聊天软件压缩过，细节已丢失。建议索取原图（发送时选择“原图”）。",
        "The file has only {size_kb} KB: a chat program may have compressed it and lost detail. Ask for the "
        "original picture.",
    ),
    "same_side": Text(
        "“{first}”和“{second}”看起来是同一张图片。提交前请换上另一面，否则这次收费查询多半没有结果。",
        "“{first}” and “{second}” look like the same picture. Choose the other side before you submit, or "
        "the check is likely to be paid for in vain.",
    ),
    "same_face": Text(
        "“{first}”和“{second}”看起来是同一张图片，自己与自己比对总是一致，没有意义。请换上另一张。",
        "“{first}” and “{second}” look like the same picture: compared with itself a face always matches, "
        "which tells nothing. Choose another one.",
    ),
    "swapped": Text(
        "正反面看起来放反了：“{first}”里是国徽面，“{second}”里不是。请对调后再提交。",
        "The two sides look swapped: “{first}” shows the side with the national emblem, “{second}” does not. "
        "Exchange them before you submit.",
    ),
}
