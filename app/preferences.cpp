// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/preferences.h"

#include <QColor>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace eventscope::app {
namespace {

constexpr int Version = 1;
const auto VersionKey = QStringLiteral("version");

/// An enum is written by name, so that a file can be read and edited by people.
template <class Enum> struct Named {
    Enum value;
    const char* name;
};
constexpr Named<PaletteChoice> Palettes[] = {
    {PaletteChoice::System, "system"}, {PaletteChoice::Light, "light"}, {PaletteChoice::Dark, "dark"}};
constexpr Named<Preferences::TimeDisplay> Times[] = {
    {Preferences::TimeDisplay::Local, "local"}, {Preferences::TimeDisplay::Utc, "utc"}};
constexpr Named<Preferences::KeepLog> Logs[] = {{Preferences::KeepLog::NotAsked, "not-asked"},
    {Preferences::KeepLog::OnDisk, "disk"}, {Preferences::KeepLog::InMemory, "memory"}};

template <class Enum, std::size_t Count>
Enum enumValue(const QSettings& settings, const QString& key, const Named<Enum> (&names)[Count])
{
    const auto text = settings.value(key).toString();
    for (const auto& entry : names) {
        if (text == QLatin1String(entry.name))
            return entry.value;
    }
    return names[0].value;
}

template <class Enum, std::size_t Count> QString enumName(Enum value, const Named<Enum> (&names)[Count])
{
    for (const auto& entry : names) {
        if (entry.value == value)
            return QLatin1String(entry.name);
    }
    return {};
}

quint64 bounded(const QSettings& settings, const QString& key, quint64 fallback, quint64 least, quint64 most)
{
    bool isNumber = false;
    const auto number = settings.value(key).toULongLong(&isNumber);
    return isNumber ? std::clamp<quint64>(number, least, most) : fallback;
}

Preferences read(QSettings& settings)
{
    Preferences p;
    p.windowGeometry = settings.value(QStringLiteral("window/geometry")).toByteArray();
    p.windowLayout = settings.value(QStringLiteral("window/layout")).toByteArray();
    p.palette = enumValue(settings, QStringLiteral("window/palette"), Palettes);
    p.timeDisplay = enumValue(settings, QStringLiteral("view/time"), Times);
    p.columns = settings.value(QStringLiteral("view/columns")).toStringList();
    p.showsInternalChannels = settings.value(QStringLiteral("view/internal_channels")).toBool();
    p.filterHistory = settings.value(QStringLiteral("filter/history")).toStringList().mid(0, Preferences::MaxHistory);
    p.recentRecordings =
        settings.value(QStringLiteral("recordings/recent")).toStringList().mid(0, Preferences::MaxRecent);
    p.redactionRules = settings.value(QStringLiteral("redaction/rules")).toStringList();
    p.memoryBudgetBytes = bounded(settings, QStringLiteral("budget/memory_bytes"), p.memoryBudgetBytes,
        Preferences::MinMemoryBudget, Preferences::MaxMemoryBudget);
    p.diskBudgetBytes = bounded(settings, QStringLiteral("budget/disk_bytes"), p.diskBudgetBytes,
        Preferences::MinDiskBudget, Preferences::MaxDiskBudget);
    p.keepLog = enumValue(settings, QStringLiteral("log/keep"), Logs);

    const int bookmarks = settings.beginReadArray(QStringLiteral("bookmarks"));
    for (int i = 0; i < bookmarks; ++i) {
        settings.setArrayIndex(i);
        p.bookmarks.push_back(
            {settings.value(QStringLiteral("name")).toString(), settings.value(QStringLiteral("filter")).toString()});
    }
    settings.endArray();
    const int styles = settings.beginReadArray(QStringLiteral("channels"));
    for (int i = 0; i < styles; ++i) {
        settings.setArrayIndex(i);
        const auto name = settings.value(QStringLiteral("name")).toString();
        p.channelStyles.insert(name,
            {QColor(settings.value(QStringLiteral("colour")).toString()),
                settings.value(QStringLiteral("alias")).toString()});
    }
    settings.endArray();
    return p;
}

void write(QSettings& settings, const Preferences& p)
{
    settings.clear();
    settings.setValue(VersionKey, Version);
    settings.setValue(QStringLiteral("window/geometry"), p.windowGeometry);
    settings.setValue(QStringLiteral("window/layout"), p.windowLayout);
    settings.setValue(QStringLiteral("window/palette"), enumName(p.palette, Palettes));
    settings.setValue(QStringLiteral("view/time"), enumName(p.timeDisplay, Times));
    settings.setValue(QStringLiteral("view/columns"), p.columns);
    settings.setValue(QStringLiteral("view/internal_channels"), p.showsInternalChannels);
    settings.setValue(QStringLiteral("filter/history"), p.filterHistory.mid(0, Preferences::MaxHistory));
    settings.setValue(QStringLiteral("recordings/recent"), p.recentRecordings.mid(0, Preferences::MaxRecent));
    settings.setValue(QStringLiteral("redaction/rules"), p.redactionRules);
    settings.setValue(QStringLiteral("budget/memory_bytes"), p.memoryBudgetBytes);
    settings.setValue(QStringLiteral("budget/disk_bytes"), p.diskBudgetBytes);
    settings.setValue(QStringLiteral("log/keep"), enumName(p.keepLog, Logs));

    settings.beginWriteArray(QStringLiteral("bookmarks"), static_cast<int>(p.bookmarks.size()));
    for (int i = 0; i < p.bookmarks.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("name"), p.bookmarks.at(i).name);
        settings.setValue(QStringLiteral("filter"), p.bookmarks.at(i).expression);
    }
    settings.endArray();
    settings.beginWriteArray(QStringLiteral("channels"), static_cast<int>(p.channelStyles.size()));
    int index = 0;
    for (auto style = p.channelStyles.begin(); style != p.channelStyles.end(); ++style) {
        settings.setArrayIndex(index++);
        settings.setValue(QStringLiteral("name"), style.key());
        settings.setValue(QStringLiteral("colour"), style->colour.isValid() ? style->colour.name() : QString());
        settings.setValue(QStringLiteral("alias"), style->alias);
    }
    settings.endArray();
}

QString setAside(const QString& file)
{
    const QString aside = file + QStringLiteral(".damaged");
    QFile::remove(aside);
    if (QFile::rename(file, aside))
        return QCoreApplication::translate("Preferences",
            "The preferences in %1 could not be read. Eventscope starts with its defaults; the old file is kept as %2.")
            .arg(file, aside);
    return QCoreApplication::translate("Preferences",
        "The preferences in %1 could not be read. Eventscope starts with its defaults; check the rights of that file.")
        .arg(file);
}

} // namespace

QString configFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/eventscope");
}

LoadedPreferences loadPreferences(const QString& file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return {};
    QSettings settings(file, QSettings::IniFormat);
    // Each file that this program writes has a version; one without was cut, or is something else.
    if (settings.status() != QSettings::NoError || settings.value(VersionKey).toInt() < Version)
        return {{}, setAside(file)};
    return {read(settings), {}};
}

Result<> savePreferences(const Preferences& preferences, const QString& file)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    QSettings settings(file, QSettings::IniFormat);
    write(settings, preferences);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return failure(Fault::Unavailable,
            "The preferences could not be written to " + file.toStdString()
                + ". Check the rights and the room on that disk.");
    // Filters that were typed can contain what nobody else should read.
    QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

void remember(QStringList& list, const QString& entry, qsizetype most)
{
    list.removeAll(entry);
    list.prepend(entry);
    if (list.size() > most)
        list.resize(most);
}

} // namespace eventscope::app
