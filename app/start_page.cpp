// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_page.h"

#include <QAction>
#include <QCommandLinkButton>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app/palette.h"
#include "inspectors/inspector/text.h"

namespace eventscope::app {
namespace {

using inspect::toDisplayText;
using inspect::toUtf8;

constexpr double BytesPerGib = 1024.0 * 1024 * 1024;
constexpr int PageWidth = 860;

QLabel* makeLabel(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QListWidget* makeList(QWidget* parent, const QString& name)
{
    auto* const list = new QListWidget(parent);
    list->setAccessibleName(name);
    list->setUniformItemSizes(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setMinimumHeight(96);
    list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // takes what is left, asks for nothing
    list->setSpacing(1);
    return list;
}

/// A list with nothing to choose says so.
void addHint(QListWidget& list, const QString& sentence)
{
    auto* const item = new QListWidgetItem(sentence, &list);
    item->setFlags(Qt::NoItemFlags);
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent)
{
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* const page = new QWidget(area);
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);

    auto* const title = makeLabel(page);
    title->setText(tr("Eventscope"));
    auto font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.8);
    title->setFont(font);
    auto* const subtitle = makeLabel(page);
    subtitle->setText(tr("See every event of a running system, whatever carries it."));
    m_notice = makeLabel(page);
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->hide();
    m_question = makeQuestion();

    auto* const choices = new QVBoxLayout;
    choices->setSpacing(2);
    addChoice(*choices, QStringLiteral("demo"), tr("Watch the demo"),
        tr("Six small programs trade orders over the embedded broker."), &StartPage::demoWanted);
    addChoice(*choices, QStringLiteral("connect"), tr("Connect…"), tr("See the events of a system that runs."),
        &StartPage::connectionWanted);
    addChoice(*choices, QStringLiteral("open"), tr("Open a recording…"), tr("Look at what was recorded before."),
        &StartPage::askForRecording);
    choices->addStretch();

    auto* const lists = new QVBoxLayout;
    lists->addWidget(makeConnections());
    lists->addWidget(makeRecordings());
    auto* const columns = new QHBoxLayout;
    columns->setSpacing(20);
    columns->addLayout(choices, 1);
    columns->addLayout(lists, 1);

    m_broker = makeLabel(page);
    m_broker->setObjectName(QStringLiteral("broker"));
    m_broker->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    for (auto* const widget : {title, subtitle, m_notice})
        column->addWidget(widget);
    column->addWidget(m_question);
    column->addLayout(columns, 1);
    column->addWidget(m_broker);

    auto* const centred = new QWidget(area);
    auto* const row = new QHBoxLayout(centred);
    page->setMaximumWidth(PageWidth);
    row->addStretch(1);
    row->addWidget(page, 100);
    row->addStretch(1);
    area->setWidget(centred);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);

    setRecordings({});
    setConnections({});
    setBroker({});
}

void StartPage::addChoice(
    QVBoxLayout& to, const QString& icon, const QString& title, const QString& sentence, void (StartPage::*wanted)())
{
    auto* const button = new QCommandLinkButton(title, sentence, this);
    button->setObjectName(icon);
    button->setIcon(tintedIcon(icon, palette()));
    connect(button, &QCommandLinkButton::clicked, this, wanted);
    to.addWidget(button);
}

QGroupBox* StartPage::makeQuestion()
{
    auto* const box = new QGroupBox(tr("Shall Eventscope keep what it sees on disk?"), this);
    auto* const text = makeLabel(box);
    text->setText(
        tr("On disk, events are there again after a crash or a restart, and old ones make room for new ones "
           "within the budget. The files can contain what your events contain, passwords too; only you can "
           "read them. In memory, everything is gone when the program ends. You can change this at any time."));
    m_budget = new QDoubleSpinBox(box);
    m_budget->setObjectName(QStringLiteral("budget"));
    m_budget->setAccessibleName(tr("Disk budget"));
    m_budget->setRange(static_cast<double>(Preferences::MinDiskBudget) / BytesPerGib,
        static_cast<double>(Preferences::MaxDiskBudget) / BytesPerGib);
    m_budget->setDecimals(2);
    m_budget->setSuffix(tr(" GiB"));
    auto* const keep = new QPushButton(tr("&Keep on disk, at most"), box);
    keep->setObjectName(QStringLiteral("keep"));
    auto* const memory = new QPushButton(tr("&Memory only"), box);
    memory->setObjectName(QStringLiteral("memory"));
    connect(keep, &QPushButton::clicked, this, [this] {
        m_question->hide();
        emit logChosen(Preferences::KeepLog::OnDisk, static_cast<quint64>(m_budget->value() * BytesPerGib));
    });
    connect(memory, &QPushButton::clicked, this, [this] {
        m_question->hide();
        emit logChosen(Preferences::KeepLog::InMemory, static_cast<quint64>(m_budget->value() * BytesPerGib));
    });

    auto* const row = new QHBoxLayout;
    row->addWidget(keep);
    row->addWidget(m_budget);
    row->addSpacing(20);
    row->addWidget(memory);
    row->addStretch();
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(text);
    layout->addLayout(row);
    box->hide();
    return box;
}

QGroupBox* StartPage::makeConnections()
{
    auto* const box = new QGroupBox(tr("Saved connections"), this);
    m_connections = makeList(box, tr("Saved connections"));
    m_connections->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* const remove = new QAction(tr("Remove from this list"), m_connections);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_connections->addAction(remove);
    const auto isChoice = [](const QListWidgetItem* item) {
        return item != nullptr && item->flags() != Qt::NoItemFlags;
    };
    connect(remove, &QAction::triggered, this, [this, isChoice] {
        if (isChoice(m_connections->currentItem()))
            emit savedConnectionRemoved(m_connections->currentRow());
    });
    connect(m_connections, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { emit savedConnectionWanted(m_connections->row(item)); });
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(m_connections);
    return box;
}

QGroupBox* StartPage::makeRecordings()
{
    auto* const box = new QGroupBox(tr("Recent recordings"), this);
    m_recordings = makeList(box, tr("Recent recordings"));
    connect(m_recordings, &QListWidget::itemActivated, this,
        [this](QListWidgetItem* item) { emit recordingWanted(item->data(Qt::UserRole).toString()); });
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(m_recordings);
    return box;
}

void StartPage::setRecordings(const QStringList& paths)
{
    m_recordings->clear();
    for (const auto& path : paths) {
        const QFileInfo file(path);
        auto* const item = new QListWidgetItem(
            toDisplayText(toUtf8(file.fileName())) + QStringLiteral("  ") + toDisplayText(toUtf8(file.path())),
            m_recordings);
        item->setData(Qt::UserRole, path);
        if (!file.exists()) {
            item->setFlags(Qt::NoItemFlags);
            item->setText(tr("%1  (not there)").arg(item->text()));
        }
    }
    if (paths.isEmpty())
        addHint(*m_recordings, tr("What you record or open is listed here."));
}

void StartPage::setConnections(const std::vector<SavedConnection>& connections)
{
    m_connections->clear();
    for (const auto& connection : connections)
        m_connections->addItem(
            tr("%1  (%2)").arg(toDisplayText(connection.config.name, 80), toDisplayText(connection.plugin, 40)));
    if (connections.empty())
        addHint(*m_connections, tr("Connections that you save are listed here."));
}

void StartPage::setBroker(const BrokerPlace& place)
{
    auto colours = palette();
    QString text;
    if (!place.problem.isEmpty()) {
        text = tr("The embedded broker does not run: %1").arg(toDisplayText(toUtf8(place.problem)));
        colours.setColor(QPalette::WindowText, colours.color(QPalette::BrightText));
    } else if (!place.publish.isEmpty()) {
        text = tr("The embedded broker listens: ZeroMQ programs publish to %1 and subscribe at %2.")
                   .arg(place.publish, place.subscribe);
        if (place.hasMoved)
            text += tr("\nThe usual ports were taken by another program, so it moved to these.");
    }
    m_broker->setPalette(colours);
    m_broker->setText(text);
    m_broker->setVisible(!text.isEmpty());
}

void StartPage::setLogQuestion(Preferences::KeepLog keepLog, quint64 diskBudgetBytes)
{
    m_budget->setValue(static_cast<double>(diskBudgetBytes) / BytesPerGib);
    m_question->setVisible(keepLog == Preferences::KeepLog::NotAsked);
}

void StartPage::setNotice(const QString& sentence)
{
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

} // namespace eventscope::app
