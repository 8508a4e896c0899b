// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/inspector/event_scan.h"

#include <algorithm>
#include <utility>

#include "inspectors/inspector/event_window.h"
#include "inspectors/inspector/text.h"
#include "inspectors/inspector/when_finished.h"

namespace eventscope::inspect {
namespace {

constexpr std::size_t LargestPiece = 32768; // some tens of milliseconds of work: how late a cancelled scan may end

std::vector<Position> passing(const std::vector<SharedBatch>& batches, std::uint64_t low, std::uint64_t high,
    const EventScan::Test& test, const std::atomic<bool>& isCancelled)
{
    std::vector<Position> positions;
    for (const auto& batch : batches) {
        if (isCancelled.load(std::memory_order_relaxed))
            return positions;
        for (std::size_t i = 0; i < batch->size(); ++i) {
            const auto position = batch->position(i);
            if (position.value() >= low && position.value() <= high && test(EventView(*batch, i)))
                positions.push_back(position);
        }
    }
    return positions;
}

} // namespace

EventScan::EventScan(EventWindow& window, Options options, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_options(std::move(options))
    , m_next(m_options.from.value())
{
}

EventScan::~EventScan() { m_isCancelled->store(true); }

void EventScan::start() { step(); }

double EventScan::progress() const
{
    if (m_isFinished)
        return 1;
    const auto whole = static_cast<double>(m_options.from.value()) - static_cast<double>(m_options.to.value());
    const auto done = static_cast<double>(m_options.from.value()) - static_cast<double>(m_next);
    return whole == 0 ? 0 : std::clamp(done / whole, 0.0, 1.0);
}

EventScan::Piece EventScan::pieceInMemory() const
{
    const auto& batches = m_window.batches();
    auto at = m_window.batchAt(Position(m_next));
    if (at == batches.end() || (*at)->first().value() > m_next)
        return {};
    Piece piece{.batches = {}, .low = m_options.to.value(), .high = m_next};
    if (!isBackward())
        piece = {.batches = {}, .low = m_next, .high = m_options.to.value()};
    std::size_t events = 0;
    while (true) {
        piece.batches.push_back(*at);
        events += (*at)->size();
        const auto edge = isBackward() ? (*at)->first().value() - 1 : (*at)->last().value() + 1;
        (isBackward() ? piece.low : piece.high) =
            isBackward() ? std::max(m_options.to.value(), edge + 1) : std::min(m_options.to.value(), edge - 1);
        if (events >= m_pieceSize || (isBackward() ? edge < m_options.to.value() : edge > m_options.to.value()))
            break;
        if (isBackward()) {
            if (at == batches.begin() || (*std::prev(at))->last().value() != edge)
                break;
            --at;
        } else if (++at == batches.end() || (*at)->first().value() != edge) {
            break;
        }
    }
    if (isBackward())
        std::reverse(piece.batches.begin(), piece.batches.end());
    return piece;
}

EventScan::Piece EventScan::holeInMemory() const
{
    const auto& batches = m_window.batches();
    const auto after = m_window.batchAt(Position(m_next));
    if (!isBackward()) {
        const auto end = after == batches.end() ? m_options.to.value() : (*after)->first().value() - 1;
        return {.batches = {}, .low = m_next, .high = std::min(end, m_options.to.value())};
    }
    const auto begin = after == batches.begin() ? m_options.to.value() : (*std::prev(after))->last().value() + 1;
    return {.batches = {}, .low = std::max(begin, m_options.to.value()), .high = m_next};
}

void EventScan::fetch(PageSource& source, Piece hole)
{
    whenFinished(this, source.fetchPage(Position(m_next), m_pieceSize, m_options.direction, m_options.channels),
        [this, piece = std::move(hole)](const std::optional<Result<SharedBatch>>& page) {
            if (!page)
                return finish(tr("The log was closed before the search was through."));
            auto work = piece;
            if (!*page)
                m_problem = toDisplayText(page->error().what);
            else if ((**page)->size() > 0)
                work = within(work, **page);
            run(std::move(work)); // without a batch: nothing further in this hole
        });
}

EventScan::Piece EventScan::within(Piece hole, const SharedBatch& page) const
{
    hole.batches.push_back(page);
    if (isBackward())
        hole.low = std::max(hole.low, page->first().value());
    else
        hole.high = std::min(hole.high, page->last().value());
    return hole;
}

void EventScan::step()
{
    const bool isOver = m_next == 0 || (isBackward() ? m_next < m_options.to.value() : m_next > m_options.to.value());
    if (isOver || m_found >= m_options.stopAfter)
        return finish(m_problem);
    auto piece = pieceInMemory();
    if (!piece.batches.empty())
        return run(std::move(piece));
    auto* source = m_window.pageSource();
    if (source != nullptr && source->last())
        return fetch(*source, holeInMemory());
    run(holeInMemory());
}

void EventScan::run(Piece piece)
{
    const auto answer = QtFuture::makeReadyFuture(std::move(piece))
                            .then(&m_window.workers(),
                                [makeTest = m_options.makeTest, isCancelled = m_isCancelled, backward = isBackward()](
                                    const Piece& work) {
                                    Answer found{.positions = {}, .examinedTo = backward ? work.low : work.high};
                                    if (!work.batches.empty() && !isCancelled->load())
                                        found.positions =
                                            passing(work.batches, work.low, work.high, makeTest(), *isCancelled);
                                    return found;
                                });
    whenFinished(this, answer, [this](const std::optional<Answer>& found) {
        if (found)
            take(*found);
    });
}

void EventScan::take(const Answer& answer)
{
    m_next = isBackward() ? answer.examinedTo - 1 : answer.examinedTo + 1;
    m_pieceSize = std::min(m_pieceSize * 2, LargestPiece);
    m_found += answer.positions.size();
    if (!answer.positions.empty())
        emit found(answer.positions);
    step();
}

void EventScan::finish(const QString& problem)
{
    if (std::exchange(m_isFinished, true))
        return;
    emit finished(problem);
}

} // namespace eventscope::inspect
