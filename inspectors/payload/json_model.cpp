// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspectors/payload/json_model.h"

#include <QFont>
#include <QPalette>

#include <algorithm>
#include <utility>

#include "broker/expression/filter_text.h"
#include "inspectors/inspector/field_text.h"
#include "inspectors/inspector/text.h"

namespace eventscope::inspect::payload {
namespace {

/// The value that the whole text is, its kind by its first character.
JsonValue wholeText(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {JsonKind::Null, {}};
    const auto raw = text.substr(first, last + 1 - first);
    switch (raw.front()) {
    case '{':
        return {JsonKind::Object, raw};
    case '[':
        return {JsonKind::Array, raw};
    case '"':
        return {JsonKind::String, raw};
    case 't':
        return {JsonKind::True, raw};
    case 'f':
        return {JsonKind::False, raw};
    case 'n':
        return {JsonKind::Null, raw};
    default:
        return {JsonKind::Number, raw};
    }
}

} // namespace

void JsonModel::setPayload(SharedPayload payload)
{
    beginResetModel();
    m_payload = std::move(payload);
    m_root.reset();
    if (m_payload) {
        m_root = std::make_unique<Node>();
        auto top = std::make_unique<Node>();
        top->parent = m_root.get();
        top->value = wholeText(m_payload->bytes());
        m_root->children.push_back(std::move(top));
        m_root->isOpened = true;
    }
    endResetModel();
}

bool JsonModel::isContainer(const Node& node)
{
    return node.line == Line::Value && (node.value.kind == JsonKind::Object || node.value.kind == JsonKind::Array);
}

bool JsonModel::hasMembers(const Node& node)
{
    const auto first = node.value.raw.find_first_not_of(" \t\r\n", 1);
    return first != std::string_view::npos && node.value.raw[first] != '}' && node.value.raw[first] != ']';
}

std::vector<std::unique_ptr<JsonModel::Node>> JsonModel::readMore(Node& node)
{
    std::vector<std::unique_ptr<Node>> lines;
    const auto add = [&](Line line, const JsonMember& member) {
        auto child = std::make_unique<Node>();
        child->line = line;
        child->parent = &node;
        child->row = static_cast<int>(node.children.size() + lines.size());
        child->name = member.name;
        child->value = member.value;
        lines.push_back(std::move(child));
    };
    while (lines.size() < MaxChildren) {
        const auto member = node.walker->next();
        if (!member) {
            if (node.walker->hasFailed())
                add(Line::Broken, {});
            return lines;
        }
        add(Line::Value, *member);
    }
    auto ahead = *node.walker; // a copy looks whether anything is left, so that "more" is never a lie
    if (ahead.next() || ahead.hasFailed())
        add(Line::More, {});
    return lines;
}

void JsonModel::append(Node& node)
{
    auto lines = readMore(node);
    if (lines.empty())
        return;
    const auto first = static_cast<int>(node.children.size());
    beginInsertRows(indexOf(&node), first, first + static_cast<int>(lines.size()) - 1);
    std::move(lines.begin(), lines.end(), std::back_inserter(node.children));
    endInsertRows();
}

bool JsonModel::canFetchMore(const QModelIndex& parent) const
{
    const auto* const node = nodeOf(parent);
    return parent.column() <= NameColumn && node != nullptr && node != m_root.get() && isContainer(*node)
        && !node->isOpened;
}

void JsonModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    auto& node = *nodeOf(parent);
    node.isOpened = true;
    node.walker.emplace(node.value.raw);
    append(node);
}

void JsonModel::showMore(const QModelIndex& index)
{
    auto* const more = nodeOf(index);
    if (!index.isValid() || more->line != Line::More)
        return;
    auto& node = *more->parent;
    beginRemoveRows(indexOf(&node), more->row, more->row);
    node.children.pop_back();
    endRemoveRows();
    append(node);
}

bool JsonModel::hasChildren(const QModelIndex& parent) const
{
    const auto* const node = nodeOf(parent);
    if (parent.column() > NameColumn || node == nullptr)
        return false;
    if (node->isOpened)
        return !node->children.empty();
    return isContainer(*node) && hasMembers(*node);
}

QModelIndex JsonModel::indexOf(Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, NameColumn, node);
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent)
        ? createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)].get())
        : QModelIndex();
}

QModelIndex JsonModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int JsonModel::rowCount(const QModelIndex& parent) const
{
    const auto* const node = nodeOf(parent);
    return parent.column() > NameColumn || node == nullptr ? 0 : static_cast<int>(node->children.size());
}

int JsonModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QString JsonModel::nameText(const Node& node) const
{
    if (node.line == Line::More)
        return tr("more…");
    if (node.line == Line::Broken)
        return tr("(broken)");
    if (node.parent == m_root.get())
        return QStringLiteral("data");
    return node.name.empty() ? QString::number(node.row)
                             : toDisplayText(decodeJsonString(node.name.substr(0, 4096)), 200);
}

QString JsonModel::valueText(const Node& node) const
{
    switch (node.line) {
    case Line::More:
        return tr("press Enter for the next %1").arg(MaxChildren);
    case Line::Broken:
        return tr("This is no JSON from byte %1 on.")
            .arg(node.parent->value.raw.data() - m_payload->bytes().data()
                + static_cast<qptrdiff>(node.parent->walker->offset()));
    case Line::Value:
        break;
    }
    switch (node.value.kind) {
    case JsonKind::Object:
        return hasMembers(node) ? tr("{…}  %1").arg(sizeText(node.value.raw.size())) : QStringLiteral("{}");
    case JsonKind::Array:
        return hasMembers(node) ? tr("[…]  %1").arg(sizeText(node.value.raw.size())) : QStringLiteral("[]");
    case JsonKind::String:
        if (node.value.raw.size()
            > std::size_t{MaxShownText} * 6) // an escape has at most six bytes: enough is left to show
            return toDisplayText(node.value.raw.substr(0, MaxShownText * 6), MaxShownText);
        return QLatin1Char('"') + toDisplayText(decodeJsonString(node.value.raw), MaxShownText) + QLatin1Char('"');
    case JsonKind::Number:
    case JsonKind::True:
    case JsonKind::False:
    case JsonKind::Null:
        break;
    }
    return toDisplayText(node.value.raw, MaxShownText);
}

FieldReference JsonModel::reference(const QModelIndex& index) const
{
    const auto* node = nodeOf(index);
    if (!index.isValid() || node->line != Line::Value)
        return {};
    FieldReference reference;
    const auto raw = node->value.raw.substr(0, MaxCopiedBytes);
    const bool isText = node->value.kind == JsonKind::String;
    reference.value = toText(isText ? decodeJsonString(raw) : std::string(raw));
    std::vector<std::string> steps;
    for (const auto* up = node; up->parent != m_root.get(); up = up->parent)
        steps.push_back(up->name.empty() ? std::to_string(up->row) : decodeJsonString(up->name));
    std::reverse(steps.begin(), steps.end());
    const auto name = toText(expression::dataPath(steps));
    reference.path = name;
    // Filters look at the payload as it came: they cannot see into a packed one.
    if (m_payload->packing != Packing::None)
        return reference;
    reference.name = name;
    // An object or an array has no value that could be compared, and the whole payload is no value inside of it.
    if (steps.empty() || isContainer(*node))
        return reference;
    if (node->value.kind == JsonKind::Null)
        reference.condition = name + QStringLiteral(" IS NULL");
    else
        reference.condition = name + QStringLiteral(" = ") + (isText ? quoted(reference.value) : reference.value);
    return reference;
}

QVariant JsonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& node = *nodeOf(index);
    if (role == Qt::DisplayRole)
        return index.column() == NameColumn ? nameText(node) : valueText(node);
    if (role == Qt::FontRole && node.line != Line::Value) {
        QFont font;
        font.setItalic(true);
        return font;
    }
    return {};
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

} // namespace eventscope::inspect::payload
