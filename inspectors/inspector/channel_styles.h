// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QObject>
#include <QString>

namespace eventscope::inspect {

/// Colour and alias of each channel. A channel that nobody styled has a colour of the palette by its name, the same in
/// every session. Thread: the GUI thread.
class ChannelStyles final : public QObject {
    Q_OBJECT

public:
    struct Style {
        QColor colour; ///< invalid: chosen by name
        QString alias; ///< empty: the channel's own name

        friend bool operator==(const Style&, const Style&) = default;
    };

    using QObject::QObject;

    /// Never invalid; readable on the current palette, light or dark.
    [[nodiscard]] QColor colour(const QString& channel) const;
    /// The alias, or the name itself.
    [[nodiscard]] QString label(const QString& channel) const;

    void setStyle(const QString& channel, const Style& style);
    [[nodiscard]] const QHash<QString, Style>& styles() const { return m_styles; }
    void setStyles(const QHash<QString, Style>& styles);

signals:
    void changed();

private:
    QHash<QString, Style> m_styles;
};

} // namespace eventscope::inspect
