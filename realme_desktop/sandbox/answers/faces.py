"""Faces: 105, 109, 110, 111."""

from __future__ import annotations

import hashlib
import json
import math

from realme_desktop.sandbox.likeness import SKETCH_LENGTH, Sketch, Undecodable, likeness
from realme_desktop.sandbox.magic import DEMO_GROUP, Effect
from realme_desktop.sandbox.samples import PERSON_ONE, PERSON_TWO

from .inquiry import Answer, Derived, Inquiry, Memory, RegisteredFace, resp

__all__ = ["compare", "hack", "register", "retrieve"]

_THRESHOLD = 60
_UNREADABLE = Answer(refused="图片无法识别")


def compare(inquiry: Inquiry) -> Answer:
    """105. What the SDK encrypted can't be looked into: equal packets are alike, others are not."""
    if inquiry.packets:
        same = inquiry.pictures["image1"] == inquiry.pictures["image2"]
        seed = (hashlib.sha256(inquiry.pictures[name]).hexdigest() for name in ("image1", "image2"))
        score = 99 if same else Derived(*seed).number("score", 12, 48)
    else:
        try:
            score = likeness(inquiry.sketch("image1"), inquiry.sketch("image2"))
        except Undecodable:
            return _UNREADABLE
    code = inquiry.outcome()
    if code == "99":
        return Answer(resp(code))
    if code != "00":
        score = min(score, _THRESHOLD - 25)
    same_person = score >= _THRESHOLD
    told = resp("00", "是同一个人") if same_person else resp("01", "不是同一个人")
    return Answer({**told, **inquiry.scored(score)})


def _from_file_id(file_id: str) -> Sketch:
    """A stand-in for a file that this sandbox never saw: like nothing but itself."""
    numbers = hashlib.shake_256(file_id.encode()).digest(SKETCH_LENGTH)
    length = math.sqrt(sum((number - 127.5) ** 2 for number in numbers))
    return tuple((number - 127.5) / length for number in numbers)


def _picture(inquiry: Inquiry) -> Sketch:
    """The face that is meant, by `image` or by `file_id`. Raises Undecodable."""
    if "image" in inquiry.pictures:
        return inquiry.sketch("image")
    file_id = inquiry.values["file_id"]
    return inquiry.memory.files.get(file_id) or _from_file_id(file_id)


def _group(memory: Memory, name: str) -> list[RegisteredFace]:
    if name not in memory.groups:
        memory.groups[name] = _demo_faces(memory) if name == DEMO_GROUP else []
    return memory.groups[name]


def _demo_faces(memory: Memory) -> list[RegisteredFace]:
    faces = []
    for key, person in (("face_one", PERSON_ONE), ("face_two", PERSON_TWO)):
        picture = memory.recogniser.sample(key)
        if picture is not None:
            faces.append(RegisteredFace(f"demo-{key}", person.name, f"F-{key}", picture))
            memory.files[f"F-{key}"] = picture
    return faces


def register(inquiry: Inquiry) -> Answer:
    """109: one line per group. The same person in a group again replaces the picture."""
    try:
        picture = _picture(inquiry)
    except Undecodable:
        return _UNREADABLE
    person = inquiry.values["person_id"]
    rows = []
    for name in filter(None, (part.strip() for part in inquiry.values["group_ids"].split(";"))):
        group = _group(inquiry.memory, name)
        file_id = f"F{Derived(name, person).digits('file', 12)}"
        group[:] = [face for face in group if face.person_id != person]
        group.append(RegisteredFace(person, inquiry.values.get("person_name", ""), file_id, picture))
        inquiry.memory.files[file_id] = picture
        rows.append(
            {
                "respCd": "000001",
                "respInfo": "成功",
                "groupId": name,
                "personId": person,
                "faceId": file_id,
            }
        )
    text = json.dumps(rows, ensure_ascii=False)
    if inquiry.effect is Effect.VERBATIM:
        text = text.removesuffix("]")  # as in RealMe's own example
    elif inquiry.effect is Effect.UNPARSABLE:
        text = "[{respCd=000001, respInfo=成功, groupId="
    return Answer({"face_set_resp": text})


def retrieve(inquiry: Inquiry) -> Answer:
    """110: the faces of the group, best first."""
    try:
        picture = _picture(inquiry)
    except Undecodable:
        return _UNREADABLE
    code = inquiry.outcome()
    if code == "99":
        return Answer(resp(code), waits=True)
    wanted = max(1, int(inquiry.values.get("number") or 1))
    found = [
        {
            "personId": face.person_id,
            "fileId": face.file_id,
            "personName": face.name,
            "score": str(likeness(picture, face.picture)),
        }
        for face in _group(inquiry.memory, inquiry.values["group_id"])
    ]
    if code != "00":
        found = []
    found.sort(key=lambda row: (-int(row["score"]), row["personId"]))
    told = resp("00", "检索成功") if found else resp("01", "没有找到相似的人脸")
    return Answer({**told, "face_identify_list": found[:wanted]}, waits=True)


def hack(inquiry: Inquiry) -> Answer:
    """111: a number without a documented range; a picture always gets the same."""
    try:
        inquiry.sketch("video_pic")
    except Undecodable:
        return _UNREADABLE
    code = inquiry.outcome()
    if code == "99":
        return Answer({**resp(code, "检查异常"), "score": ""})
    seen = Derived(hashlib.sha256(inquiry.pictures["video_pic"]).hexdigest())
    if code == "00":
        return Answer({**resp(code, "检查通过"), "score": f"{seen.number('score', 5, 180) / 10:.1f}"})
    return Answer({**resp(code, "疑似翻拍"), "score": f"{seen.number('score', 720, 980) / 10:.1f}"})
