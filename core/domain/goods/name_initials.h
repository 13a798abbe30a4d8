#pragma once

#include <QString>

namespace youka {

/// What a cashier types for a Chinese name: the first letter of each character's pinyin, "kqs" for 矿泉水; of
/// other words their letters as they are, small. Characters beyond the first level of GB 2312 (3,755 in the
/// order of their pinyin) have none and are left out.
QString nameInitials(const QString &name);

}
