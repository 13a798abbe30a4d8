#pragma once

#include "core/exchange/api/api_client.h"
#include "ui/sentences/translator.h"
#include "ui/tokens/design_tokens.h"

namespace youka {

/// The office's settings file; every key has a default:
/// [office] language ("zh_CN", "en"), theme ("light", "dark", "contrast"), state (file that remembers the
/// window), currency; [server] url, certificate (PEM file of the only certificate that is trusted);
/// [help] hotline.
struct OfficeSettings
{
    ApiClient::Settings api;
    Language language = Language::Chinese;
    ThemeKind theme = ThemeKind::Light;
    QString stateFile;
    Currency currency;
    QString hotline; ///< for what help does not answer

    /// An absent file is an empty one. Errors: SettingsInvalid, KeyMissing (the certificate).
    static Result<OfficeSettings> load(const QString &file);
};

}
