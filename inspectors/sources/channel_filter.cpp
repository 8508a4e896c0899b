// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/sources/channel_filter.h"

#include "inspectors/inspector/filter_words.h"

namespace eventscope::inspect::sources {

QString channelFilter(const SourceTree& tree, const SourceNode& node)
{
    if (node.parent == SourceTree::Root)
        return QStringLiteral("connection = ") + quoted(node.name);
    const auto itself = QString(QStringLiteral("channel = ") + quoted(node.name));
    if (node.children.empty())
        return itself;
    const auto branch =
        QString(QStringLiteral("channel ") + likeBeginning(node.name + tree.separator(node.connection)));
    return node.channel ? QString(QLatin1Char('(') + itself + QStringLiteral(" OR ") + branch + QLatin1Char(')'))
                        : branch;
}

} // namespace eventscope::inspect::sources
