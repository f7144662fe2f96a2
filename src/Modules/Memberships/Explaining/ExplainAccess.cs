using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Memberships.Explaining;

/// <summary>A decision of the gate with the names of all that it rests on.</summary>
/// <param name="Member"><c>null</c> for a visitor.</param>
public sealed record Explanation(MemberInfo? Member, GuardedThing Thing, DateTime At, Decision Decision, IReadOnlyDictionary<Thing, DocumentTitle> Documents);

/// <summary>Asks the gate on behalf of an operator: what would it answer this member for this thing, now or then?</summary>
internal sealed class ExplainAccess(IAccess access, IEnumerable<IGuardedThings> owners, DocumentTitles titles)
{
    private const int MostChoices = 20;

    public async Task<Explanation> RunAsync(MemberInfo? member, GuardedThing thing, DateTime at, CancellationToken cancel = default)
    {
        var decision = await access.DecideAsync(new Viewer(member?.Id), thing.Need, at, cancel);
        var documents = decision.Reasons.SelectMany(r => r.Args.OfType<Thing>()).Where(t => t != thing.Need.Thing);
        return new Explanation(member, thing, at, decision, await titles.FindAsync(thing.Need.CommunityId, documents, cancel));
    }

    /// <summary>By "article:17", by an address of this site, or by words of the title.</summary>
    public async Task<IReadOnlyList<GuardedThing>> FindThingsAsync(long communityId, string text, CancellationToken cancel = default)
    {
        if (Parse(text) is { } thing)
        {
            var owner = owners.FirstOrDefault(o => o.Kinds.Contains(thing.Kind));
            return owner is not null && await owner.FindAsync(communityId, thing, cancel) is { } named ? [named] : [];
        }
        var wanted = PathOf(text);
        var found = new List<GuardedThing>();
        foreach (var owner in owners)
            found.AddRange(await owner.SearchAsync(communityId, wanted, cancel));
        return found.Count > MostChoices ? found[..MostChoices] : found;
    }

    /// <exception cref="Refused">None or several match.</exception>
    public async Task<GuardedThing> ThingAsync(long communityId, string? text, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Refused.AtField("thing", "thing_missing", "Say what: an address of this site, words of its title, or e.g. {0}.", "article:17");
        return await FindThingsAsync(communityId, text.Trim(), cancel) switch
        {
            [var only] => only,
            [] => throw Refused.AtField("thing", "thing_unknown", "Nothing behind the gate matches {0}.", text),
            _ => throw Refused.AtField("thing", "thing_ambiguous", "Several things match {0}. Choose one.", text),
        };
    }

    private static string PathOf(string text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.AbsolutePath) : text;

    private static Thing? Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } kind, var id] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Thing(kind, number) : null;
}
