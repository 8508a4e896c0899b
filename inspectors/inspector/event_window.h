// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThreadPool>

#include <cstddef>
#include <deque>
#include <optional>

#include "broker/event/event_batch.h"
#include "inspectors/inspector/page_cache.h"
#include "inspectors/inspector/selection.h"
#include "inspectors/inspector/time_axis.h"

namespace eventscope::inspect {

/// Every event of the session as one list by position: the newest in memory within a budget, older ones by page from
/// the log.
///
/// Memory is given back in steps of a tenth of the budget, so that rows leave the list about once a second under a
/// flood, not in every frame. Thread: the GUI thread.
class EventWindow final : public QObject {
    Q_OBJECT

public:
    using State = PageCache::State;
    static constexpr std::size_t DefaultMaxBytes = std::size_t{256} << 20;

    explicit EventWindow(std::size_t maxBytes = DefaultMaxBytes, QObject* parent = nullptr);
    /// Waits for work under way on the pool, some milliseconds.
    ~EventWindow() override;

    /// Null: there is no log. The source outlives the window or is taken away before.
    void setPageSource(PageSource* source);
    [[nodiscard]] PageSource* pageSource() const { return m_pages.source(); }
    void setMaxBytes(std::size_t maxBytes);
    /// Forgets everything that is in memory.
    void clear();

    /// Takes a batch with positions above all before; others and empty ones are ignored. Tells nobody: see finishFrame.
    void append(const SharedBatch& batch);
    /// Once a frame: sends changed() if the bounds are no longer the same. `isCaughtUp`: nothing waits in the lane.
    void finishFrame(bool isCaughtUp);

    /// Bounds of the list; none when it is empty.
    [[nodiscard]] Position first() const { return m_first; }
    [[nodiscard]] Position last() const { return m_last; }
    [[nodiscard]] std::uint64_t count() const { return m_last ? m_last.value() - m_first.value() + 1 : 0; }

    /// The event, if it is in memory or its page was read.
    [[nodiscard]] std::optional<SelectedEvent> find(Position position);
    /// What find will give for it soon; asks for its page where it must.
    State want(Position position);

    /// What is in memory, ascending, possibly with holes between batches.
    [[nodiscard]] const std::deque<SharedBatch>& batches() const { return m_batches; }
    /// The batch of that position, or the first one after it; end() where there is none.
    [[nodiscard]] std::deque<SharedBatch>::const_iterator batchAt(Position position) const;

    [[nodiscard]] std::size_t memoryBytes() const { return m_bytes + m_pages.memoryBytes(); }
    [[nodiscard]] std::size_t maxBytes() const { return m_maxBytes; }
    /// How the times of these events are written, everywhere in the window.
    [[nodiscard]] TimeAxis& axis() { return m_axis; }
    /// For work on events that would make the window wait. Two threads.
    [[nodiscard]] QThreadPool& workers() { return m_workers; }

signals:
    /// The bounds changed; at most once a frame.
    void changed();
    /// A page came that somebody wanted.
    void pageArrived();
    /// The log could not be read: a sentence for the status bar.
    void failed(const QString& sentence);

private:
    void giveBack();

    std::deque<SharedBatch> m_batches;
    std::size_t m_bytes = 0;
    std::size_t m_maxBytes;
    Position m_first;
    Position m_last;
    int m_framesBehindLog = 0;
    PageCache m_pages;
    TimeAxis m_axis;
    QThreadPool m_workers;
};

} // namespace eventscope::inspect
