// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

#include "app/redaction.h"

namespace eventscope::app {
namespace {

constexpr double MiB = 1024.0 * 1024.0;

QDoubleSpinBox* makeBudget(quint64 bytes, quint64 least, quint64 most, QWidget* parent)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setDecimals(0);
    box->setRange(static_cast<double>(least) / MiB, static_cast<double>(most) / MiB);
    box->setValue(static_cast<double>(bytes) / MiB);
    box->setSuffix(PreferencesDialog::tr(" MiB"));
    box->setGroupSeparatorShown(true);
    return box;
}

quint64 bytesOf(const QDoubleSpinBox& box) { return static_cast<quint64>(std::llround(box.value() * MiB)); }

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, QWidget* parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_palette(new QComboBox(this))
    , m_keepLog(new QComboBox(this))
    , m_memory(
          makeBudget(preferences.memoryBudgetBytes, Preferences::MinMemoryBudget, Preferences::MaxMemoryBudget, this))
    , m_disk(makeBudget(preferences.diskBudgetBytes, Preferences::MinDiskBudget, Preferences::MaxDiskBudget, this))
    , m_redaction(new QLabel(this))
{
    setWindowTitle(tr("Preferences"));
    m_palette->addItem(tr("As the desktop"), QVariant::fromValue(static_cast<int>(PaletteChoice::System)));
    m_palette->addItem(tr("Light"), QVariant::fromValue(static_cast<int>(PaletteChoice::Light)));
    m_palette->addItem(tr("Dark"), QVariant::fromValue(static_cast<int>(PaletteChoice::Dark)));
    m_palette->setCurrentIndex(m_palette->findData(static_cast<int>(preferences.palette)));
    m_keepLog->addItem(tr("The newest events, on disk"), static_cast<int>(Preferences::KeepLog::OnDisk));
    m_keepLog->addItem(tr("Only in memory"), static_cast<int>(Preferences::KeepLog::InMemory));
    m_keepLog->setCurrentIndex(preferences.keepLog == Preferences::KeepLog::OnDisk ? 0 : 1);

    auto* redactionRow = new QHBoxLayout;
    auto* edit = new QPushButton(tr("Edit…"), this);
    edit->setAutoDefault(false);
    redactionRow->addWidget(m_redaction, 1);
    redactionRow->addWidget(edit);
    connect(edit, &QPushButton::clicked, this, &PreferencesDialog::editRedaction);
    showRedaction();

    auto* form = new QFormLayout;
    form->addRow(tr("&Colours"), m_palette);
    form->addRow(tr("Events in &memory, at most"), m_memory);
    form->addRow(tr("&Keep"), m_keepLog);
    form->addRow(tr("Session &log on disk, at most"), m_disk);
    form->addRow(tr("Never kept"), redactionRow);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

void PreferencesDialog::editRedaction()
{
    RedactionDialog dialog(m_preferences.redactionRules, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_preferences.redactionRules = dialog.rules();
    showRedaction();
}

void PreferencesDialog::showRedaction()
{
    m_redaction->setTextFormat(Qt::PlainText);
    m_redaction->setText(m_preferences.redactionRules.isEmpty() ? tr("Everything is kept.")
            : m_preferences.redactionRules.size() == 1
            ? tr("One rule hashes or drops a field.")
            : tr("%1 rules hash or drop fields.").arg(m_preferences.redactionRules.size()));
}

Preferences PreferencesDialog::preferences() const
{
    auto changed = m_preferences;
    changed.palette = static_cast<PaletteChoice>(m_palette->currentData().toInt());
    changed.keepLog = static_cast<Preferences::KeepLog>(m_keepLog->currentData().toInt());
    changed.memoryBudgetBytes = bytesOf(*m_memory);
    changed.diskBudgetBytes = bytesOf(*m_disk);
    return changed;
}

bool PreferencesDialog::needsRestart(const Preferences& before) const
{
    const auto after = preferences();
    return after.keepLog != before.keepLog || after.diskBudgetBytes != before.diskBudgetBytes
        || after.redactionRules != before.redactionRules;
}

} // namespace eventscope::app
