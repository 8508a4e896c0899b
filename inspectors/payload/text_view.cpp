// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/text_view.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPromise>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include <optional>
#include <utility>

#include "inspectors/inspector/when_finished.h"

namespace eventscope::inspect::payload {

TextView::TextView(QThreadPool& workers, QWidget* parent)
    : QWidget(parent)
    , m_workers(workers)
    , m_text(new QPlainTextEdit(this))
    , m_cut(new QLabel(this))
    , m_more(new QPushButton(tr("Show all"), this))
{
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setUndoRedoEnabled(false);
    m_text->setAccessibleName(tr("Payload as text"));
    m_cut->setTextFormat(Qt::PlainText);
    connect(m_more, &QPushButton::clicked, this, &TextView::showAll);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 6, 2);
    row->addWidget(m_cut, 1);
    row->addWidget(m_more);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addLayout(row);
    setPayload(nullptr);
}

void TextView::setPayload(SharedPayload payload)
{
    m_payload = std::move(payload);
    const auto bytes = m_payload ? m_payload->bytes() : std::string_view();
    const bool isCut = bytes.size() > ShownBytes;
    m_text->setLineWrapMode(isCut ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_text->setPlainText(plainText(bytes, ShownBytes));
    m_cut->setText(tr("The first %1 of %2.").arg(sizeText(ShownBytes), sizeText(bytes.size())));
    m_cut->setVisible(isCut);
    m_more->setVisible(isCut);
    m_more->setEnabled(true);
}

void TextView::showAll()
{
    m_more->setEnabled(false);
    m_cut->setText(tr("Preparing the text…"));
    const auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    m_workers.start([promise, payload = m_payload] {
        promise->addResult(plainText(payload->bytes(), MaxBytes));
        promise->finish();
    });
    whenFinished(this, promise->future(), [this, payload = m_payload](const std::optional<QString>& text) {
        if (payload != m_payload || !text)
            return; // another event was chosen meanwhile
        m_text->setPlainText(*text);
        m_more->hide();
        const auto size = payload->bytes().size();
        m_cut->setVisible(size > MaxBytes);
        m_cut->setText(tr("The first %1 of %2; no more can be shown.").arg(sizeText(MaxBytes), sizeText(size)));
    });
}

} // namespace eventscope::inspect::payload
