using System.Security.Cryptography;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Guildhall.Kernel.Settings;

/// <summary>
/// Settings of the installation that its operator may change in the browser. What the environment or a file says wins, and cannot be
/// changed there.
/// </summary>
public sealed class InstallationSettings(AppDb db, IConfiguration configuration, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Kernel.Settings");

    /// <summary>Whether the environment or a file sets it.</summary>
    public bool IsFixed(string key) => !string.IsNullOrEmpty(configuration[key]);

    /// <summary>The values of these keys; a key that nobody has set is left out, and a secret whose key is lost as well.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyCollection<string> keys, CancellationToken cancel = default)
    {
        var values = new Dictionary<string, string>();
        foreach (var setting in await db.Set<Setting>().AsNoTracking().Where(s => keys.Contains(s.Key)).ToListAsync(cancel))
        {
            if (Open(setting) is { } value)
                values[setting.Key] = value;
        }
        foreach (var key in keys.Where(IsFixed))
            values[key] = configuration[key]!;
        return values;
    }

    /// <summary>Adds the changes to the caller's next save.</summary>
    /// <param name="secret">Whether the value is to be encrypted.</param>
    public async Task ChangeAsync(string key, string value, bool secret, long by, CancellationToken cancel = default)
    {
        var setting = await db.Set<Setting>().SingleOrDefaultAsync(s => s.Key == key, cancel);
        if (setting is null)
            db.Add(setting = Setting.Of(key));
        setting.Change(secret && value.Length > 0 ? _protector.Protect(value) : value, secret, by, time.GetUtcNow().UtcDateTime);
    }

    private string? Open(Setting setting)
    {
        if (!setting.IsSecret || setting.Value.Length == 0)
            return setting.Value;
        try
        {
            return _protector.Unprotect(setting.Value);
        }
        catch (CryptographicException)
        {
            // A database that was moved without its keys: the operator enters the secret anew.
            return null;
        }
    }
}
