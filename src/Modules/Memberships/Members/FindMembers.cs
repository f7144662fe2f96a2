using Guildhall.Kernel.Contracts.Accounts;

namespace Guildhall.Memberships.Members;

/// <summary>Whom an operator means by what they typed.</summary>
internal sealed class FindMembers(PeopleHere people, IMembers members, MemberList list)
{
    private const int MostChoices = 20;

    /// <summary>By e-mail address, number, or a part of the name among the members of the community of the request.</summary>
    public async Task<IReadOnlyList<MemberInfo>> RunAsync(string text, CancellationToken cancel = default)
    {
        if (await people.FindAsync(text, cancel) is { } exact)
            return [exact];
        if (text.Contains('@') || text.All(char.IsAsciiDigit))
            return [];
        var found = (await list.ReadAsync(text, null, null, cancel)).Items.Take(MostChoices).ToList();
        var known = await members.ManyAsync([.. found.Select(m => m.Id)], cancel);
        return [.. found.Where(m => known.ContainsKey(m.Id)).Select(m => known[m.Id])];
    }
}
