using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Accounts.Tokens;

/// <summary>Makes an API token; its key is in the answer and nowhere else.</summary>
internal sealed class IssueToken(AppDb db, TimeProvider time, ModuleCatalogue modules)
{
    public const int NameLength = 60;
    public const int MaxDays = 3650;

    /// <param name="days"><c>null</c> for no end.</param>
    public async Task<(ApiToken Token, string Key)> RunAsync(
        long memberId, string? name, IReadOnlyCollection<string> scopes, int? days, CancellationToken cancel)
    {
        name = (name ?? "").Trim();
        if (name.Length == 0)
            throw Refused.AtField("name", "name_missing", "Name what the token is for.");
        if (name.Length > NameLength)
            throw Refused.AtField("name", "name_too_long", "Use at most {0} characters.", NameLength);
        if (!MemberFields.Visible(name))
            throw Refused.AtField("name", "name_invalid", "This contains characters that can't be shown.");
        if (scopes.Count == 0)
            throw Refused.AtField("scopes", "scopes_missing", "Choose at least one scope.");
        if (scopes.FirstOrDefault(s => modules.Permissions.Scopes.All(known => known.Name != s)) is { } unknown)
            throw Refused.AtField("scopes", "scope_unknown", "There is no scope {0}.", unknown);
        if (days is < 1 or > MaxDays)
            throw Refused.AtField("days", "days_invalid", "A token lasts 1 to {0} days, or never expires.", MaxDays);

        var life = days is { } count ? TimeSpan.FromDays(count) : (TimeSpan?)null;
        var issued = ApiToken.Issue(memberId, name, scopes.Distinct(), life, time.GetUtcNow().UtcDateTime);
        db.Add(issued.Token);
        await db.SaveChangesAsync(cancel);
        return issued;
    }
}
