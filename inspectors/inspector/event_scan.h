// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/event/event_batch.h"
#include "inspectors/inspector/page_source.h"

namespace eventscope::inspect {

class EventWindow;

/// Goes through the events of a window in one direction and finds those that pass a test, in memory and in the log.
///
/// The test runs on the workers of the window; what it finds comes back piece by piece, small pieces first so that the
/// first screen is there at once. Destroying the scan cancels it. Thread: the GUI thread.
class EventScan final : public QObject {
    Q_OBJECT

public:
    using Direction = PageSource::Direction;
    /// Whether an event passes. Owned and called by one thread at a time.
    using Test = std::function<bool(const EventView&)>;
    struct Options {
        Position from; ///< where it begins, included
        Position to; ///< where it ends, included; below `from` when backward
        Direction direction = Direction::Backward;
        std::function<Test()> makeTest; ///< called by any thread
        std::vector<std::string> channels; ///< outside of which no event can pass; empty: unknown
        std::uint64_t stopAfter = 20'000'000; ///< found events
    };

    /// The window outlives the scan.
    EventScan(EventWindow& window, Options options, QObject* parent = nullptr);
    ~EventScan() override;

    void start();
    /// From 0 to 1.
    [[nodiscard]] double progress() const;
    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    [[nodiscard]] std::uint64_t foundCount() const { return m_found; }

signals:
    /// Positions that passed, ascending; each piece lies wholly behind the one before it in the direction of the scan.
    void found(const std::vector<eventscope::Position>& positions);
    /// At the end. `problem` is empty unless the log could not be read.
    void finished(const QString& problem);

private:
    /// What one step works on.
    struct Piece {
        std::vector<SharedBatch> batches;
        std::uint64_t low = 0; ///< positions outside [low, high] do not count
        std::uint64_t high = 0;
    };
    struct Answer {
        std::vector<Position> positions;
        std::uint64_t examinedTo = 0; ///< where the next step begins, one before
    };

    void step();
    [[nodiscard]] bool isBackward() const { return m_options.direction == Direction::Backward; }
    [[nodiscard]] Piece pieceInMemory() const;
    /// The bounds of the hole in memory in which the next step begins.
    [[nodiscard]] Piece holeInMemory() const;
    void fetch(PageSource& source, Piece hole);
    [[nodiscard]] Piece within(Piece hole, const SharedBatch& page) const;
    void run(Piece piece);
    void take(const Answer& answer);
    void finish(const QString& problem);

    EventWindow& m_window;
    Options m_options;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    std::uint64_t m_next = 0;
    std::size_t m_pieceSize = 4096;
    std::uint64_t m_found = 0;
    QString m_problem;
    bool m_isFinished = false;
};

} // namespace eventscope::inspect
