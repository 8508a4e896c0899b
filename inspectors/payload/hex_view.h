// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include <cstddef>
#include <optional>
#include <utility>

#include "inspectors/payload/decoded_payload.h"

namespace eventscope::inspect::payload {

/// The bytes of a payload, 16 a line, as numbers and characters. Paints only what is visible, so that size does not
/// matter. Dragging selects bytes, Ctrl+C copies them as hexadecimal digits. Thread: the GUI thread.
class HexView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    static constexpr std::size_t BytesPerLine = 16;
    static constexpr std::size_t MaxCopiedBytes = std::size_t{4} << 20;

    explicit HexView(QWidget* parent = nullptr);

    void setPayload(SharedPayload payload);
    /// First and last selected byte.
    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> selection() const;
    void selectAll();
    /// The selected bytes as `1F 8B …`, at most MaxCopiedBytes of them.
    [[nodiscard]] QString selectedHex() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] std::string_view bytes() const { return m_payload ? m_payload->bytes() : std::string_view(); }
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int charWidth() const;
    [[nodiscard]] int hexX(std::size_t column) const;
    [[nodiscard]] int textX(std::size_t column) const;
    [[nodiscard]] std::size_t byteAt(const QPoint& at) const;
    void updateScrollBars();
    void paintLine(QPainter& painter, std::size_t line, int y) const;

    SharedPayload m_payload;
    std::optional<std::size_t> m_anchor;
    std::size_t m_cursor = 0;
};

} // namespace eventscope::inspect::payload
