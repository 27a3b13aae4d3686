"""A text's encoding is found by what its bytes say and how the decoded text reads, never by the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.errors import Refused
from kam.intake.encoding import ENCODINGS, candidates, detect_encoding, looks_like_text
from tests.intake.making import text_file

LINES = "客户编码,客户名称,金额\n一,华东电力设计院,100\nA2,恒通物业集团,250.5\n"
TAIWAN = "客戶編號,客戶名稱,金額\nA1,臺灣電力股份有限公司,100\nA2,國泰世華商業銀行,250.5\n"
GERMAN = "Kunde;Straße;Betrag\nMüller;Königsallee 1;1.234,50\n"
FRENCH = "Hôtel;prix\nÉvian;3\n"
ASCII_ROWS = "code,name,amount\n" + "A1,bolt,5\n" * 200
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(tmp_path: Path, encoding: str) -> None:
    path = text_file(tmp_path, LINES, encoding)
    assert detect_encoding(path) == encoding
    assert candidates(path) == (encoding,)


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("content", [LINES, "a,b\n1,2\n", GERMAN])
def test_nuls_in_their_places_are_wide_characters_without_a_mark(tmp_path: Path, encoding: str, content: str) -> None:
    path = text_file(tmp_path, content, encoding)
    assert detect_encoding(path) == encoding
    assert candidates(path)[0] == encoding


@pytest.mark.parametrize(
    ("content", "written_as", "named"),
    [
        (LINES, "utf-8", "utf-8"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
        (LINES, "gbk", "gb18030"),
        (TAIWAN, "big5", "big5"),
        ("客戶,城市\n恒生,裏昂\n", "cp950", "cp950"),
        (TAIWAN, "gb18030", "gb18030"),
        ("订单号,客户,区域,产品,数量,金额\n", "gb18030", "gb18030"),
        ("訂單號碼,客戶,區域,產品,數量,金額\n", "big5", "big5"),
        (ASCII_ROWS + "A2,螺栓,5\n", "gb18030", "gb18030"),
        (ASCII_ROWS + "A2,臺灣電力,5\n", "big5", "big5"),
        ("名称,人名\n堃记,喆鑫淼\n公司,翀\n", "gb18030", "gb18030"),
        (GERMAN, "latin-1", "latin-1"),
        (FRENCH, "latin-1", "latin-1"),
        (ASCII_ROWS + "A2,Café,5\n", "latin-1", "latin-1"),
        (ASCII_ROWS + "A2,Café,5\n", "utf-8", "utf-8"),
        ("Kunde;Preis\nMüller;5 €\n", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_the_one_that_reads_like_writing(
    tmp_path: Path, content: str, written_as: str, named: str
) -> None:
    path = text_file(tmp_path, content, written_as)
    assert detect_encoding(path) == named
    assert candidates(path)[0] == named


@pytest.mark.parametrize("words", ["职位", "状态", "学校"])
def test_a_lone_gbk_word_that_happens_to_be_utf8_is_read_as_chinese(tmp_path: Path, words: str) -> None:
    words.encode("gb18030").decode("utf-8")  # the happening
    assert detect_encoding(text_file(tmp_path, f"A,B\n1,{words}\n", "gb18030")) == "gb18030"


def test_western_letters_and_chinese_beyond_the_first_million_bytes_are_found(tmp_path: Path) -> None:
    content = "code,name\n" + "A1,bolt\n" * 200_000 + "A2,华东电力\n"
    assert detect_encoding(text_file(tmp_path, content, "gb18030")) == "gb18030"


def test_a_line_of_millions_of_letters_takes_no_time(tmp_path: Path) -> None:
    assert detect_encoding(text_file(tmp_path, b"x" * 3_000_000 + b"\xe9 caf\xe9")) == "latin-1"


@pytest.mark.parametrize(
    ("content", "encoding"), [(LINES + "甲", "utf-8"), (LINES + "甲", "gb18030"), (LINES, "utf-16")]
)
def test_a_file_cut_inside_its_last_character_keeps_its_encoding(tmp_path: Path, content: str, encoding: str) -> None:
    assert detect_encoding(text_file(tmp_path, content.encode(encoding)[:-1])) == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_in_much_text_does_not_change_the_encoding(tmp_path: Path, encoding: str) -> None:
    lines = (LINES * 20).encode(encoding)
    assert detect_encoding(text_file(tmp_path, lines + b"\xff,1\n" + lines)) == encoding


def test_text_with_many_broken_bytes_is_damaged_and_the_first_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        detect_encoding(text_file(tmp_path, LINES.encode("utf-8-sig") + (LINES * 2).encode("gb18030")))
    assert caught.value.code == "damaged"
    assert "line 4" in caught.value.message.en
    assert f"byte {len(LINES.encode('utf-8-sig'))}" in caught.value.message.en
    assert "第 4 行" in caught.value.message.zh


def test_a_persons_choice_rules_when_it_decodes(tmp_path: Path) -> None:
    path = text_file(tmp_path, TAIWAN, "big5")
    assert detect_encoding(path, "gb18030") == "gb18030"
    assert detect_encoding(path, "GB18030") == "gb18030"
    assert detect_encoding(path, "utf-8") == "big5"


def test_a_persons_utf8_keeps_the_mark_that_the_file_has(tmp_path: Path) -> None:
    assert detect_encoding(text_file(tmp_path, LINES, "utf-8-sig"), "utf-8") == "utf-8-sig"
    assert detect_encoding(text_file(tmp_path, LINES, "utf-16"), "utf-16-le") == "utf-16"


@pytest.mark.parametrize("wanted", ["hex", "rot13", "klingon", ""])
def test_a_choice_that_is_no_text_encoding_is_refused_with_the_choices(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(Refused) as caught:
        detect_encoding(text_file(tmp_path, LINES), wanted)
    assert caught.value.code == "unsupported"
    assert "gb18030" in caught.value.message.zh


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_to_choose_is_one_of_python(tmp_path: Path, encoding: str) -> None:
    assert detect_encoding(text_file(tmp_path, "a,b\n1,2\n", encoding), encoding) in ENCODINGS


def test_all_candidates_decode_the_file(tmp_path: Path) -> None:
    path = text_file(tmp_path, TAIWAN, "big5")
    found = candidates(path)
    assert found[0] == "big5"
    assert {"gb18030", "latin-1"} <= set(found)
    assert all(path.read_bytes().decode(name) for name in found)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "cp1252", "utf-16", *WIDE])
def test_text_of_every_encoding_looks_like_text(encoding: str) -> None:
    assert looks_like_text("名,b\n1,2\n".encode(encoding, "ignore"))


@pytest.mark.parametrize(
    "head",
    [b"", bytes(4096), bytes(range(256)) * 16, b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00>\x00\x01\x00\x00\x00"],
)
def test_binary_content_does_not_look_like_text(head: bytes) -> None:
    assert not looks_like_text(head)


@pytest.mark.parametrize("encoding", ["shift_jis", "cp949", "koi8-r"])
def test_encodings_out_of_scope_do_no_harm(tmp_path: Path, encoding: str) -> None:
    words = {"shift_jis": "東京,データ\n", "cp949": "서울,자료\n", "koi8-r": "Москва,данные\n"}[encoding]
    assert set(candidates(text_file(tmp_path, words * 20, encoding))) <= set(ENCODINGS)
