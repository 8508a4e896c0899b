// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connection_form.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/palette.h"
#include "inspectors/inspector/filter_words.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

using inspect::toText;
using inspect::toUtf8;

std::string valueOf(const QWidget* editor)
{
    if (const auto* const box = qobject_cast<const QCheckBox*>(editor))
        return box->isChecked() ? "true" : "false";
    if (const auto* const choice = qobject_cast<const QComboBox*>(editor))
        return toUtf8(choice->currentData().toString());
    return toUtf8(qobject_cast<const QLineEdit*>(editor)->text().trimmed());
}

void setValue(QWidget* editor, const std::string& value)
{
    if (auto* const box = qobject_cast<QCheckBox*>(editor))
        box->setChecked(value == "true");
    else if (auto* const choice = qobject_cast<QComboBox*>(editor))
        choice->setCurrentIndex(std::max(choice->findData(toText(value)), 0));
    else
        qobject_cast<QLineEdit*>(editor)->setText(toText(value));
}

} // namespace

ConnectionForm::ConnectionForm(Manifest manifest, QWidget* parent)
    : QWidget(parent)
    , m_manifest(std::move(manifest))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);

    std::vector<std::string> groups{std::string()};
    for (const auto& key : m_manifest.config) {
        if (std::find(groups.begin(), groups.end(), key.group) == groups.end())
            groups.push_back(key.group);
    }
    for (const auto& group : groups)
        addGroup(group.empty() ? toText(m_manifest.name) : toText(group), group, *layout);
    layout->addStretch();
    setConfig({});
}

void ConnectionForm::addGroup(const QString& title, const std::string& group, QVBoxLayout& layout)
{
    auto* const box = new QGroupBox(title, this);
    layout.addWidget(box);
    auto* const form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    if (group.empty()) {
        m_name = new QLineEdit(box);
        m_name->setObjectName(QStringLiteral("name"));
        m_name->setPlaceholderText(tr("what you call this connection"));
        connect(m_name, &QLineEdit::textEdited, this, &ConnectionForm::edited);
        form->addRow(tr("Name *"), m_name);
    }
    for (const auto& key : m_manifest.config) {
        if (key.group != group)
            continue;
        auto* const editor = makeEditor(key);
        editor->setObjectName(toText(key.key));
        editor->setAccessibleName(toText(key.label));
        auto* const label = new QLabel(toText(key.label) + (key.isRequired ? QStringLiteral(" *") : QString()), box);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(editor);
        // What a plugin writes about itself is text, also in a tool tip, which would guess.
        const auto tip = inspect::plainToolTip(toText(key.description));
        label->setToolTip(tip);
        editor->setToolTip(tip);
        form->addRow(label, editor);
        m_lines.push_back({key, editor});
    }
}

QWidget* ConnectionForm::makeEditor(const ConfigKey& key)
{
    switch (key.kind) {
    case ConfigKey::Kind::Boolean: {
        auto* const box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, &ConnectionForm::edited);
        return box;
    }
    case ConfigKey::Kind::Choice: {
        auto* const choice = new QComboBox(this);
        for (const auto& value : key.choices)
            choice->addItem(toText(value), toText(value));
        connect(choice, &QComboBox::currentIndexChanged, this, &ConnectionForm::edited);
        return choice;
    }
    case ConfigKey::Kind::Text:
    case ConfigKey::Kind::Url:
    case ConfigKey::Kind::File:
    case ConfigKey::Kind::Integer:
    case ConfigKey::Kind::Duration:
        break;
    }
    return makeTextEditor(key);
}

QWidget* ConnectionForm::makeTextEditor(const ConfigKey& key)
{
    auto* const line = new QLineEdit(this);
    if (key.isSecret)
        line->setEchoMode(QLineEdit::Password);
    if (key.kind == ConfigKey::Kind::Integer)
        line->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("-?[0-9]{0,18}")), line));
    if (key.kind == ConfigKey::Kind::Duration)
        line->setPlaceholderText(tr("such as 500ms, 2s or 5m"));
    else if (!key.description.empty())
        line->setPlaceholderText(toText(key.description));
    if (key.kind == ConfigKey::Kind::File) {
        auto* const pick = line->addAction(tintedIcon(QStringLiteral("open"), palette()), QLineEdit::TrailingPosition);
        pick->setToolTip(tr("Choose a file"));
        connect(pick, &QAction::triggered, this, [this, line, title = toText(key.label)] {
            const auto file = QFileDialog::getOpenFileName(this, title, line->text());
            if (!file.isEmpty()) {
                line->setText(file);
                emit edited();
            }
        });
    }
    connect(line, &QLineEdit::textEdited, this, &ConnectionForm::edited);
    return line;
}

ConnectorConfig ConnectionForm::config() const
{
    ConnectorConfig config;
    config.name = toUtf8(m_name->text().trimmed());
    for (const auto& line : m_lines) {
        auto value = valueOf(line.editor);
        const auto unset = line.key.kind == ConfigKey::Kind::Boolean && line.key.fallback.empty() ? std::string("false")
                                                                                                  : line.key.fallback;
        if (value != unset || (line.key.isRequired && !value.empty()))
            config.values.emplace(line.key.key, std::move(value));
    }
    return config;
}

void ConnectionForm::setConfig(const ConnectorConfig& config)
{
    const QSignalBlocker quiet(this);
    m_name->setText(toText(config.name));
    for (const auto& line : m_lines)
        setValue(line.editor, config.value(line.key.key, line.key.fallback));
}

QString ConnectionForm::problem() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give the connection a name.");
    for (const auto& line : m_lines) {
        if (line.key.isRequired && valueOf(line.editor).empty())
            return tr("Fill in \"%1\".").arg(toText(line.key.label));
    }
    return {};
}

bool ConnectionForm::hasSecrets() const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [](const Line& line) { return line.key.isSecret; });
}

} // namespace eventscope::app
