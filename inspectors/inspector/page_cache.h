// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "inspectors/inspector/page_source.h"
#include "inspectors/inspector/selection.h"

namespace eventscope::inspect {

/// The few pages of the log that the user looked at last. Bounded in number and bytes.
/// Thread: the GUI thread; pages are read elsewhere.
class PageCache final : public QObject {
    Q_OBJECT

public:
    static constexpr std::uint64_t PageSize = 256; ///< a few screens, and bounded even where each payload is large
    static constexpr std::size_t MaxPages = 64;
    static constexpr std::size_t MaxBytes = std::size_t{64} << 20;
    static constexpr int MaxUnderWay = 2; ///< a user who drags the scroll bar must not queue a hundred reads

    enum class State {
        Loaded,
        Loading,
        Missing, ///< the log does not have it
    };

    using QObject::QObject;

    /// Forgets every page. Null: there is no log. The source outlives the cache or is taken away before.
    void setSource(PageSource* source);
    [[nodiscard]] PageSource* source() const { return m_source; }

    /// The event, if its page is here.
    [[nodiscard]] std::optional<SelectedEvent> find(Position position);
    /// Asks for the page of that position unless it is here or under way.
    State want(Position position);
    [[nodiscard]] std::size_t memoryBytes() const { return m_bytes; }

signals:
    /// A page came: look again.
    void arrived();
    void failed(const QString& sentence);

private:
    struct Page {
        SharedBatch batch;
        Position sourceLast; // how far the source reached when it was asked: later events may be missing
        std::uint64_t usedAt = 0;
    };

    void fetch(std::uint64_t number);
    void take(std::uint64_t number, Position sourceLast, const Result<SharedBatch>& result);
    void makeRoom();

    PageSource* m_source = nullptr;
    std::unordered_map<std::uint64_t, Page> m_pages;
    std::unordered_map<std::uint64_t, std::uint64_t> m_underWay; // page -> generation
    std::uint64_t m_generation = 0; // answers of an older source are dropped
    std::uint64_t m_useCount = 0;
    std::size_t m_bytes = 0;
};

} // namespace eventscope::inspect
