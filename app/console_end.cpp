// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of Console that write: recordings, preferences, and the end.
#include <QApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include "app/console.h"
#include "app/main_window.h"
#include "app/palette.h"
#include "app/preferences_dialog.h"
#include "app/start_page.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {

using inspect::toText;
using inspect::toUtf8;

void Console::toggleRecording()
{
    if (m_source->isRecording()) {
        stopRecording();
        return;
    }
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const auto name = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss"));
    const auto path = QFileDialog::getSaveFileName(m_window.get(), tr("Record into"),
        folder + QChar(u'/') + name + QStringLiteral(".eventscope"), tr("Recordings (*.eventscope)"));
    if (path.isEmpty())
        return;
    auto from = Recorder::From::Now;
    if (!m_session->logPath().empty()) {
        QMessageBox box(m_window.get());
        box.setText(tr("What shall be in the recording?"));
        const auto* held = box.addButton(tr("With what is still held"), QMessageBox::AcceptRole);
        box.addButton(tr("From now on"), QMessageBox::AcceptRole);
        const auto* cancel = box.addButton(QMessageBox::Cancel);
        box.exec();
        if (box.clickedButton() == cancel)
            return;
        if (box.clickedButton() == held)
            from = Recorder::From::Held;
    }
    if (auto started = m_source->startRecording(toUtf8(path), from); !started)
        tell(toText(started.error().what));
}

void Console::stopRecording()
{
    const auto summary = m_source->stopRecording();
    if (!summary) {
        tell(toText(summary.error().what));
        return;
    }
    const auto path = toText(summary->path.string());
    emit m_window->requests().messageWanted(tr("Recorded %1 events into %2.").arg(summary->stored).arg(path));
    remember(m_preferences.recentRecordings, path, Preferences::MaxRecent);
    savePreferencesNow();
    fillStartPage();
}

void Console::showPreferences()
{
    PreferencesDialog dialog(m_preferences, m_window.get());
    if (dialog.exec() != QDialog::Accepted)
        return;
    const bool needsRestart = dialog.needsRestart(m_preferences);
    m_preferences = dialog.preferences();
    applyPalette(*qobject_cast<QApplication*>(QApplication::instance()), m_preferences.palette);
    m_window->events().setMaxBytes(m_preferences.memoryBudgetBytes);
    savePreferencesNow();
    if (needsRestart)
        emit m_window->requests().messageWanted(tr("The log and the redaction rules change with the next start."));
}

void Console::savePreferencesNow()
{
    if (m_window) {
        // The window knows its own part; what the console itself changed stays.
        auto changed = m_window->preferences();
        changed.keepLog = m_preferences.keepLog;
        changed.diskBudgetBytes = m_preferences.diskBudgetBytes;
        changed.memoryBudgetBytes = m_preferences.memoryBudgetBytes;
        changed.palette = m_preferences.palette;
        changed.redactionRules = m_preferences.redactionRules;
        changed.recentRecordings = m_preferences.recentRecordings;
        changed.showsInternalChannels = m_preferences.showsInternalChannels;
        m_preferences = std::move(changed);
    }
    if (auto saved = savePreferences(m_preferences, configFolder() + QStringLiteral("/eventscope.ini")); !saved)
        emit m_window->requests().messageWanted(toText(saved.error().what));
}

Result<> Console::close()
{
    if (!m_session)
        return {};
    if (m_source && m_source->isRecording()) {
        if (const auto summary = m_source->stopRecording())
            remember(m_preferences.recentRecordings, toText(summary->path.string()), Preferences::MaxRecent);
    }
    if (m_window)
        savePreferencesNow();
    m_recordings.clear();
    if (m_demo)
        m_demo->stop();
    m_demo.reset();
    m_window.reset();
    m_connections.reset();
    m_source.reset();
    if (m_registry)
        m_registry->withdraw();
    auto closed = m_session->close();
    m_session.reset();
    return closed;
}

} // namespace eventscope::app
