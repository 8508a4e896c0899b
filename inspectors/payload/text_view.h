// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "inspectors/payload/decoded_payload.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QThreadPool;

namespace eventscope::inspect::payload {

/// A payload as text, the first MiB at once, all of it when asked. Never rich text. Thread: the GUI thread; long texts
/// are made on `workers`.
class TextView final : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t ShownBytes = std::size_t{1} << 20;
    static constexpr std::size_t MaxBytes = std::size_t{64} << 20;

    explicit TextView(QThreadPool& workers, QWidget* parent = nullptr);

    void setPayload(SharedPayload payload);

private:
    void showAll();

    QThreadPool& m_workers; // the window's, outlives the view
    SharedPayload m_payload;
    QPlainTextEdit* m_text; // these are children
    QLabel* m_cut;
    QPushButton* m_more;
};

} // namespace eventscope::inspect::payload
