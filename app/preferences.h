// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include "app/palette.h"
#include "broker/event/result.h"
#include "inspectors/inspector/channel_styles.h"

namespace eventscope::app {

/// What the person who uses the program has chosen; everything has a value that works.
struct Preferences {
    /// Whether the session log is kept on disk; asked at the first start.
    enum class KeepLog { NotAsked, OnDisk, InMemory };
    enum class TimeDisplay { Local, Utc };
    /// A filter with a name.
    struct Bookmark {
        QString name;
        QString expression;

        friend bool operator==(const Bookmark&, const Bookmark&) = default;
    };

    static constexpr quint64 MinMemoryBudget = quint64{32} << 20;
    static constexpr quint64 MaxMemoryBudget = quint64{64} << 30;
    static constexpr quint64 MinDiskBudget = quint64{64} << 20;
    static constexpr quint64 MaxDiskBudget = quint64{16} << 40;
    static constexpr qsizetype MaxHistory = 100; ///< filters that are remembered
    static constexpr qsizetype MaxRecent = 12; ///< recordings that are remembered

    QByteArray windowGeometry;
    QByteArray windowLayout;
    PaletteChoice palette = PaletteChoice::System;
    TimeDisplay timeDisplay = TimeDisplay::Local;
    QStringList columns; ///< field names, in their order; empty: the usual ones
    QStringList filterHistory; ///< newest first
    QList<Bookmark> bookmarks;
    QStringList recentRecordings; ///< paths, newest first
    QStringList redactionRules; ///< as stream::parseRedactionRule reads them
    QHash<QString, inspect::ChannelStyles::Style> channelStyles;
    quint64 memoryBudgetBytes = quint64{256} << 20; ///< for events in memory
    quint64 diskBudgetBytes = quint64{1} << 30; ///< for the session log
    KeepLog keepLog = KeepLog::NotAsked;
    bool showsInternalChannels = false;

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

struct LoadedPreferences {
    Preferences preferences;
    QString problem; ///< a sentence where the file was damaged; empty where all is well
};

/// `$XDG_CONFIG_HOME/eventscope`, not made yet.
[[nodiscard]] QString configFolder();

/// Reads the INI file. A missing file gives the defaults; a damaged one too, is kept beside it under the name
/// `FILE.damaged`, and is told in `problem`. Values out of bounds are brought to their bound. Thread: any, one at a
/// time.
[[nodiscard]] LoadedPreferences loadPreferences(const QString& file);

/// Writes the INI file, mode 0600, and its folder where it is missing. Error: Unavailable, naming the file.
[[nodiscard]] Result<> savePreferences(const Preferences& preferences, const QString& file);

/// Puts `entry` first, once, and keeps at most `most`.
void remember(QStringList& list, const QString& entry, qsizetype most);

} // namespace eventscope::app
