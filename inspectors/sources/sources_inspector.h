// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inspectors/inspector/inspector.h"
#include "inspectors/sources/source_tree.h"

namespace eventscope::inspect::sources {

class SourcesPane;

/// Where events come from: connections and channels with live rates.
class SourcesInspector final : public Inspector {
    Q_OBJECT

public:
    /// `parent` owns the widget.
    SourcesInspector(const InspectorContext& context, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("sources"); }
    [[nodiscard]] QString title() const override { return tr("Sources"); }
    [[nodiscard]] QWidget* widget() override;
    void refresh(const Frame& frame) override;

    /// To be told before the first event of a connection arrives; without it names are not split.
    void setTraits(const ConnectionTraits& traits);
    /// Whether _INBOX, $SYS and $JS are listed.
    void setShowsInternal(bool shows); // NOLINT: the state of a check box

signals:
    void internalShown(bool shows);

private:
    SourcesPane* m_pane; // child of the window
};

} // namespace eventscope::inspect::sources
