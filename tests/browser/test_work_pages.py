"""/tasks, /reports and /documents as a person uses them: lists that narrow, folds, the year of reports."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browsers import Watch

PHONE = {"width": 390, "height": 844}


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until every panel has its answer."""
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page has panels and none is busy."""
    expect(page.locator("section.panel").first).to_be_visible()
    expect(page.locator('section.panel[aria-busy="true"]')).to_have_count(0, timeout=20_000)


def panel(page: Page, name: str) -> Locator:
    return page.locator(f"section[data-panel={name}]")


def test_an_exception_leads_to_its_tasks_and_back(page: Page, served: str) -> None:
    opened(page, f"{served}/tasks?locality=quang_xuong&period=2023")
    exception = panel(page, "task_alerts").locator("li", has_text="đã qua hạn in trong văn bản")
    exception.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"measure=past"))
    tree = panel(page, "task_tree")
    expect(tree.locator("h2")).to_contain_text("1 nhiệm vụ đã qua hạn in")
    expect(tree.locator("tbody tr")).to_have_count(1)
    expect(tree.locator("tbody tr")).to_contain_text("33")
    tree.get_by_role("link", name="bỏ lọc").click()
    expect(tree.locator("h2")).to_contain_text("48 nhiệm vụ và 22 nội dung")
    page.go_back()
    expect(tree.locator("tbody tr")).to_have_count(1)


def test_a_unit_and_a_heading_narrow_the_page_and_the_address_says_so(page: Page, served: str) -> None:
    opened(page, f"{served}/tasks?locality=bu_dang&period=2024")
    panel(page, "task_units").get_by_role("link", name="Phòng Tài chính - Kế hoạch").first.click()
    expect(panel(page, "task_tree").locator("h2")).to_contain_text("3 nhiệm vụ và 5 nội dung")
    settled(page)
    panel(page, "task_pillars").get_by_role("link", name="An toàn thông tin mạng").click()
    expect(panel(page, "task_tree").locator("tbody tr")).to_have_count(2)
    settled(page)
    expect(page).to_have_url(re.compile(r"unit=U-BD-\d+@1900-01-01&pillar=attt"))
    page.reload()
    settled(page)
    expect(panel(page, "task_tree").locator("tbody tr")).to_have_count(2)


def test_a_fold_opens_by_keyboard_and_on_paper(page: Page, served: str) -> None:
    opened(page, f"{served}/tasks?locality=tam_phuoc&period=2023")
    fold = panel(page, "task_tree").locator("details.fold").first
    hidden = fold.locator("tbody tr").last
    expect(hidden).to_be_hidden()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(hidden).to_be_visible()
    page.keyboard.press("Enter")
    expect(hidden).to_be_hidden()
    page.emulate_media(media="print")
    expect(hidden).to_be_visible()


def test_the_year_of_reports_marks_the_next_day(page: Page, served: str) -> None:
    opened(page, f"{served}/reports?locality=tan_chau&period=2022")
    expect(panel(page, "reporting_alerts").locator("h2")).to_have_text("Hạn tới: trước 15/3/2023")
    months = panel(page, "reporting_calendar").locator(".month")
    expect(months).to_have_count(12)
    expect(months.nth(2)).to_contain_text("trước 15/3")
    expect(months.nth(2)).to_contain_text("hạn tới")
    expect(panel(page, "reporting_calendar").locator(".due-next")).to_have_count(1)
    opened(page, f"{served}/reports?locality=tan_chau&period=2023")
    expect(panel(page, "reporting_calendar").locator(".due-passed")).to_have_count(4)
    assert "trễ" not in panel(page, "reporting_board").inner_text().replace("không có nghĩa là trễ hạn", "")


def test_documents_can_be_found_on_the_page(page: Page, served: str) -> None:
    opened(page, f"{served}/documents?locality=tan_chau")
    expect(panel(page, "document_directives").locator("h2")).to_contain_text("13 văn bản chỉ đạo")
    row = panel(page, "document_directives").locator("tr", has_text="306/QĐ-UBND")
    expect(row).to_contain_text("28/01/2022")
    expect(row).to_contain_text("349")
    expect(panel(page, "system_inventory").locator("h2")).to_contain_text("55 hệ thống")
    assert "seed" not in page.locator("main").inner_text()


def test_rows_stack_on_a_phone_with_their_headings(watch: Watch, served: str) -> None:
    page = opened(watch.open(viewport=PHONE), f"{served}/tasks?locality=tan_chau&period=2023&pillar=attt")
    first = panel(page, "task_tree").locator("tbody tr").first
    lead, due = first.locator("td").nth(0), first.locator("td").nth(2)
    assert lead.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Chủ trì:"'
    assert due.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Hạn:"'
    assert lead.evaluate("cell => cell.offsetLeft") == due.evaluate("cell => cell.offsetLeft")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
