using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Guildhall.Files;

/// <summary>
/// Links that say that their viewer was let in a short while ago. They carry which file, which member and until when, sealed with the
/// installation's keys, so that all nodes can read them and nobody can write one.
/// </summary>
internal sealed class FileLinks(IDataProtectionProvider protection, IOptions<FilesOptions> options, TimeProvider time)
{
    private readonly IDataProtector _seal = protection.CreateProtector("Guildhall.Files.Link");

    public string To(KeptFile file, Viewer viewer)
    {
        var until = time.GetUtcNow().AddMinutes(options.Value.LinkMinutes).ToUnixTimeSeconds();
        return Links.To(file.Path, ("key", _seal.Protect(Text(file.Code, viewer, until))));
    }

    /// <summary>Whether the key is of this file and viewer, and still good.</summary>
    public bool IsGood(string? key, string code, Viewer viewer)
    {
        if (string.IsNullOrEmpty(key))
            return false;
        try
        {
            var text = _seal.Unprotect(key);
            return long.TryParse(text.AsSpan(text.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                && until >= time.GetUtcNow().ToUnixTimeSeconds() && text == Text(code, viewer, until);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Text(string code, Viewer viewer, long until) =>
        string.Create(CultureInfo.InvariantCulture, $"{code} {viewer.MemberId ?? 0} {until}");
}
