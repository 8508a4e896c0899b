// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

#include "broker/plugin/connector_config.h"
#include "broker/plugin/manifest.h"

class QLineEdit;
class QVBoxLayout;

namespace eventscope::app {

/// The form of one system, drawn from its manifest: a line for each key, keys of one group together, required ones
/// marked with a star, secrets masked. Thread: the GUI thread.
class ConnectionForm final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionForm(Manifest manifest, QWidget* parent = nullptr);

    /// What stands in the lines; keys left at their default are not among the values.
    [[nodiscard]] ConnectorConfig config() const;
    /// Fills the lines; keys that the configuration does not have get their default.
    void setConfig(const ConnectorConfig& config);
    /// Why the form cannot be used yet, a sentence naming the line; empty when it can.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] const Manifest& manifest() const { return m_manifest; }
    [[nodiscard]] bool hasSecrets() const;

signals:
    void edited();

private:
    struct Line {
        ConfigKey key;
        QWidget* editor = nullptr; // child
    };

    void addGroup(const QString& title, const std::string& group, QVBoxLayout& layout);
    [[nodiscard]] QWidget* makeEditor(const ConfigKey& key);
    [[nodiscard]] QWidget* makeTextEditor(const ConfigKey& key);

    Manifest m_manifest;
    QLineEdit* m_name = nullptr; // child
    std::vector<Line> m_lines;
};

} // namespace eventscope::app
