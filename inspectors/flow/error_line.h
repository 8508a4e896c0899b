// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace eventscope::inspect::flow {

/// One line under the filter that points at a character above it and says what is wrong there.
class ErrorLine final : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// `x` is the place of the character, in pixels of this widget.
    void showError(int x, const QString& sentence);
    [[nodiscard]] const QString& sentence() const { return m_sentence; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_x = 0;
    QString m_sentence;
};

} // namespace eventscope::inspect::flow
