using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Things;

namespace Guildhall.Memberships.Explaining;

/// <summary>A decision of the gate with the names of all that it rests on.</summary>
/// <param name="Member"><c>null</c> for a visitor.</param>
/// <param name="Thing">One with a need.</param>
public sealed record Explanation(
    MemberInfo? Member, NamedThing Thing, DateTime At, Decision Decision, IReadOnlyDictionary<Thing, NamedThing> Documents);

/// <summary>Asks the gate on behalf of an operator: what would it answer this member for this thing, now or then?</summary>
internal sealed class ExplainAccess(IAccess access, IThings things, HeldBack heldBack)
{
    public async Task<Explanation> RunAsync(MemberInfo? member, NamedThing thing, DateTime at, CancellationToken cancel = default)
    {
        var decision = await access.ExplainAsync(new Viewer(member?.Id), thing.Need!, at, cancel);
        // What opens by itself later is known of this moment alone: of the past nobody can say.
        if (decision.Allowed && at > heldBack.Now.AddMinutes(-1)
            && await heldBack.WhyAsync(thing.Need!.CommunityId, thing.Thing, new Viewer(member?.Id), cancel) is { } why)
            decision = decision with { Allowed = false, Reasons = [.. decision.Reasons, why] };
        var documents = decision.Reasons.SelectMany(r => r.Args.OfType<Thing>()).Where(t => t != thing.Thing).Distinct().ToList();
        return new Explanation(member, thing, at, decision, await things.NamesAsync(thing.Need!.CommunityId, documents, cancel));
    }

    /// <summary>By "article:17", by an address of this site, or by words of the title.</summary>
    public async Task<IReadOnlyList<NamedThing>> FindThingsAsync(long communityId, string text, CancellationToken cancel = default)
    {
        if (Thing.Parse(text) is { } thing)
        {
            var named = (await things.NamesAsync(communityId, [thing], cancel)).GetValueOrDefault(thing);
            return named is { Need: not null } ? [named] : [];
        }
        return [.. (await things.SearchAsync(communityId, PathOf(text), cancel)).Where(t => t.Need is not null)];
    }

    /// <exception cref="Refused">None or several match.</exception>
    public async Task<NamedThing> ThingAsync(long communityId, string? text, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Refused.AtField("thing", "thing_missing", "Enter an address on this site, words from a title, or e.g. {0}.", "article:17");
        return await FindThingsAsync(communityId, text.Trim(), cancel) switch
        {
            [var only] => only,
            [] => throw Refused.AtField("thing", "thing_unknown", "Nothing matches {0}.", text),
            _ => throw Refused.AtField("thing", "thing_ambiguous", "Several things match {0}. Choose one.", text),
        };
    }

    private static string PathOf(string text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? Uri.UnescapeDataString(address.AbsolutePath) : text;
}
