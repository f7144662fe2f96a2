using System.Globalization;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;

namespace Guildhall.Growth.Manage;

/// <summary>Whom an operator names in a form: by handle or by number. Whether they are of the community, the operation asks.</summary>
internal sealed class PeopleByName(IProfiles profiles)
{
    /// <exception cref="Refused">422 at "member".</exception>
    public async Task<long> FindAsync(string? typed, CancellationToken cancel)
    {
        var text = typed?.Trim().TrimStart('@') ?? "";
        if (text.Length == 0)
            throw Refused.AtField("member", "member_missing", "Say who: a handle or a member's number.");
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id;
        return (await profiles.FindAsync(text, cancel))?.MemberId
            ?? throw Refused.AtField("member", "member_unknown", "There is no such member.");
    }
}
