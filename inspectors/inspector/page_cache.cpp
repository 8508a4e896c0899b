// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/page_cache.h"

#include <algorithm>

#include "inspectors/inspector/text.h"
#include "inspectors/inspector/when_finished.h"

namespace eventscope::inspect {
namespace {

std::uint64_t pageNumber(Position position) { return position.value() / PageCache::PageSize; }
Position firstOf(std::uint64_t page) { return Position(std::max<std::uint64_t>(1, page * PageCache::PageSize)); }
Position lastOf(std::uint64_t page) { return Position((page + 1) * PageCache::PageSize - 1); }

std::optional<std::size_t> indexOf(const EventBatch& batch, Position position)
{
    std::size_t low = 0;
    std::size_t high = batch.size();
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        if (batch.position(middle) < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low < batch.size() && batch.position(low) == position ? std::optional(low) : std::nullopt;
}

} // namespace

void PageCache::setSource(PageSource* source)
{
    m_source = source;
    ++m_generation;
    m_pages.clear();
    m_underWay.clear();
    m_bytes = 0;
}

std::optional<SelectedEvent> PageCache::find(Position position)
{
    const auto found = m_pages.find(pageNumber(position));
    if (found == m_pages.end() || !found->second.batch)
        return std::nullopt;
    found->second.usedAt = ++m_useCount;
    const auto index = indexOf(*found->second.batch, position);
    return index ? std::optional(SelectedEvent{found->second.batch, *index}) : std::nullopt;
}

PageCache::State PageCache::want(Position position)
{
    if (m_source == nullptr || !m_source->last() || position < m_source->first())
        return State::Missing;
    const auto number = pageNumber(position);
    if (m_underWay.contains(number))
        return State::Loading;
    const auto found = m_pages.find(number);
    if (found == m_pages.end()) {
        fetch(number);
        return State::Loading;
    }
    if (found->second.batch && indexOf(*found->second.batch, position))
        return State::Loaded;
    // The page may have been read before the log reached its end.
    const bool mayHaveGrown = found->second.sourceLast < lastOf(number) && found->second.sourceLast < m_source->last();
    if (!mayHaveGrown)
        return State::Missing;
    fetch(number);
    return State::Loading;
}

void PageCache::fetch(std::uint64_t number)
{
    if (m_underWay.size() >= MaxUnderWay)
        return; // whoever still needs it asks again when a page arrives
    m_underWay.emplace(number, m_generation);
    const auto sourceLast = m_source->last();
    const auto generation = m_generation;
    const auto isCurrent = [this, number, generation] {
        const auto asked = m_underWay.find(number);
        return asked != m_underWay.end() && asked->second == generation;
    };
    whenFinished(this, m_source->fetchPage(firstOf(number), PageSize, PageSource::Direction::Forward, {}),
        [this, number, sourceLast, isCurrent](const std::optional<Result<SharedBatch>>& result) {
            if (!isCurrent())
                return;
            if (result)
                take(number, sourceLast, *result);
            else
                m_underWay.erase(number);
        });
}

void PageCache::take(std::uint64_t number, Position sourceLast, const Result<SharedBatch>& result)
{
    m_underWay.erase(number);
    auto& page = m_pages[number];
    if (page.batch)
        m_bytes -= page.batch->memoryBytes();
    page = Page{result ? *result : nullptr, sourceLast, ++m_useCount};
    if (page.batch)
        m_bytes += page.batch->memoryBytes();
    if (!result)
        emit failed(toDisplayText(result.error().what));
    makeRoom();
    emit arrived();
}

void PageCache::makeRoom()
{
    // Two pages stay whatever they cost: the screen may lie across their border.
    while (m_pages.size() > 2 && (m_pages.size() > MaxPages || m_bytes > MaxBytes)) {
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(),
            [](const auto& a, const auto& b) { return a.second.usedAt < b.second.usedAt; });
        if (oldest->second.batch)
            m_bytes -= oldest->second.batch->memoryBytes();
        m_pages.erase(oldest);
    }
}

} // namespace eventscope::inspect
