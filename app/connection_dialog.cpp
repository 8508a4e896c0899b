// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connection_dialog.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/connection_form.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {

using inspect::toDisplayText;
using inspect::toText;
using inspect::toUtf8;

ConnectionDialog::ConnectionDialog(Options options, QWidget* parent)
    : QDialog(parent)
    , m_options(std::move(options))
{
    setWindowTitle(tr("Connect"));
    resize(620, 640);
    build();
    connect(&m_trial, &ConnectionTrial::finished, this, &ConnectionDialog::showOutcome);
    if (m_options.systems.empty()) {
        m_test->setEnabled(false);
        m_connect->setEnabled(false);
        tell(tr("No connector was found. Run 'eventscope doctor' to see where plugins are looked for."), true);
    } else {
        showSystem(0);
    }
}

ConnectionDialog::~ConnectionDialog() { m_trial.cancel(); }

void ConnectionDialog::build()
{
    m_url = new QLineEdit(this);
    m_url->setObjectName(QStringLiteral("paste"));
    m_url->setPlaceholderText(tr("paste a URL such as nats://localhost:4222 and press Enter"));
    m_url->setClearButtonEnabled(true);
    m_url->setAccessibleName(tr("URL"));
    // A key of its own rather than returnPressed: Enter fills the form, it does not press "Connect" as well.
    auto* const take = new QAction(m_url);
    take->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    take->setShortcutContext(Qt::WidgetShortcut);
    m_url->addAction(take);
    connect(take, &QAction::triggered, this, [this] { setUrl(m_url->text()); });

    m_system = new QComboBox(this);
    m_system->setObjectName(QStringLiteral("system"));
    for (const auto& system : m_options.systems)
        m_system->addItem(toText(system.manifest.name));
    connect(m_system, &QComboBox::activated, this, &ConnectionDialog::showSystem);
    auto* const import = new QToolButton(this);
    import->setText(tr("Import…"));
    import->setPopupMode(QToolButton::InstantPopup);
    m_imports = new QMenu(import);
    import->setMenu(m_imports);
    connect(m_imports, &QMenu::aboutToShow, this, &ConnectionDialog::fillImports);
    auto* const systemRow = new QHBoxLayout;
    systemRow->addWidget(m_system, 1);
    systemRow->addWidget(import);

    auto* const head = new QFormLayout;
    head->addRow(tr("URL"), m_url);
    head->addRow(tr("System"), systemRow);

    m_area = new QScrollArea(this);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);

    m_keepSecrets = new QCheckBox(tr("Keep secrets in the keyring"), this);
    m_keepSecrets->setChecked(m_options.canKeepSecrets);
    m_secrets = new QLabel(m_options.secretsExplanation, this);
    m_secrets->setTextFormat(Qt::PlainText);
    m_secrets->setWordWrap(true);
    m_save = new QCheckBox(tr("Offer this connection on the start page"), this);
    m_save->setChecked(true);

    m_test = new QPushButton(tr("&Test connection"), this);
    m_test->setObjectName(QStringLiteral("test"));
    m_test->setAutoDefault(false);
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::startTrial);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setMaximumWidth(140);
    m_progress->hide();
    auto* const testRow = new QHBoxLayout;
    testRow->addWidget(m_test);
    testRow->addWidget(m_progress);
    testRow->addStretch();

    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(2 * fontMetrics().lineSpacing());

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_connect = buttons->button(QDialogButtonBox::Ok);
    m_connect->setText(tr("&Connect"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_keepSecrets);
    layout->addWidget(m_secrets);
    layout->addWidget(m_save);
    layout->addLayout(testRow);
    layout->addWidget(m_sentence);
    layout->addWidget(buttons);
}

void ConnectionDialog::showSystem(int index)
{
    m_system->setCurrentIndex(index);
    m_form = new ConnectionForm(m_options.systems[static_cast<std::size_t>(index)].manifest);
    m_area->setWidget(m_form); // deletes the former one
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::checkForm);
    m_keepSecrets->setVisible(m_form->hasSecrets() && m_options.canKeepSecrets);
    m_secrets->setVisible(m_form->hasSecrets());
    tell({}, false);
    checkForm();
}

void ConnectionDialog::checkForm()
{
    m_trial.cancel();
    m_progress->hide();
    m_test->setText(tr("&Test connection"));
    const auto problem = m_form->problem();
    m_test->setEnabled(problem.isEmpty() && m_form->manifest().can("test"));
    m_connect->setEnabled(problem.isEmpty());
    tell(problem, false);
}

bool ConnectionDialog::setConnection(const std::string& plugin, const ConnectorConfig& config)
{
    const auto found = std::find_if(m_options.systems.begin(), m_options.systems.end(),
        [&](const SystemChoice& system) { return system.manifest.id == plugin; });
    if (found == m_options.systems.end())
        return false;
    showSystem(static_cast<int>(found - m_options.systems.begin()));
    m_form->setConfig(config);
    checkForm();
    return true;
}

bool ConnectionDialog::setUrl(const QString& url)
{
    const auto text = toUtf8(url.trimmed());
    const auto scheme = text.substr(0, text.find(':'));
    for (const auto& system : m_options.systems) {
        const auto& schemes = system.manifest.schemes;
        if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end())
            continue;
        const auto* const maker = factory(static_cast<int>(&system - m_options.systems.data()));
        if (maker == nullptr)
            return false;
        const auto parsed = maker->parseUrl(text);
        if (!parsed) {
            tell(toDisplayText(parsed.error().what), true);
            return false;
        }
        auto config = *parsed;
        if (config.name.empty())
            config.name = system.manifest.name;
        return setConnection(system.manifest.id, config);
    }
    tell(tr("No connector reads URLs that begin with \"%1:\". Choose the system by hand.")
             .arg(toDisplayText(scheme, 40)),
        true);
    return false;
}

const ConnectorFactory* ConnectionDialog::factory(int index)
{
    const auto made = m_options.systems[static_cast<std::size_t>(index)].factory();
    if (made)
        return *made;
    tell(toDisplayText(made.error().what), true);
    return nullptr;
}

void ConnectionDialog::fillImports()
{
    m_imports->clear();
    for (std::size_t i = 0; i < m_options.systems.size(); ++i) {
        const auto& system = m_options.systems[i];
        const auto* const maker = system.manifest.can("import") ? factory(static_cast<int>(i)) : nullptr;
        if (maker == nullptr)
            continue;
        for (const auto& foreign : maker->foreignConnections()) {
            // An ampersand would become a keyboard mark.
            auto title = tr("%1 (%2)").arg(toDisplayText(foreign.config.name, 60), toDisplayText(foreign.from, 80));
            m_imports->addAction(
                title.replace(QLatin1Char('&'), QStringLiteral("&&")), this, [this, id = system.manifest.id, foreign] {
                    setConnection(id, foreign.config);
                    QStringList warnings;
                    for (const auto& warning : foreign.warnings)
                        warnings.push_back(toDisplayText(warning));
                    if (!warnings.isEmpty())
                        tell(warnings.join(QLatin1Char('\n')), true);
                });
        }
    }
    if (m_imports->isEmpty())
        m_imports->addAction(tr("No other program has connections to take over"))->setEnabled(false);
}

void ConnectionDialog::startTrial()
{
    if (m_trial.isRunning()) {
        checkForm();
        tell(tr("The test was cancelled."), false);
        return;
    }
    const auto* const maker = factory(m_system->currentIndex());
    if (maker == nullptr)
        return;
    m_trial.start(*maker, m_options.context, m_form->config());
    m_progress->show();
    m_test->setText(tr("Cancel &test"));
    tell(tr("Trying to connect, at most %n seconds…", nullptr,
             static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(ConnectionTrial::Deadline).count())),
        false);
}

void ConnectionDialog::showOutcome(const Result<std::string>& outcome)
{
    m_progress->hide();
    m_test->setText(tr("&Test connection"));
    if (outcome)
        tell(QStringLiteral("✓ ") + toDisplayText(*outcome), false);
    else
        tell(QStringLiteral("✗ ") + toDisplayText(outcome.error().what), true);
}

void ConnectionDialog::tell(const QString& sentence, bool isProblem)
{
    auto colours = palette();
    if (isProblem)
        colours.setColor(QPalette::WindowText, colours.color(QPalette::BrightText));
    m_sentence->setPalette(colours);
    m_sentence->setText(sentence);
}

ChosenConnection ConnectionDialog::choice() const
{
    if (m_form == nullptr)
        return {};
    return {m_form->manifest().id, m_form->config(), m_save->isChecked(),
        m_form->hasSecrets() && m_options.canKeepSecrets && m_keepSecrets->isChecked()};
}

} // namespace eventscope::app
