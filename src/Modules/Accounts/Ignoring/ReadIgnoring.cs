using System.Collections.Frozen;
using System.Data.Common;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;

namespace Guildhall.Accounts.Ignoring;

/// <summary>
/// Answers other modules who ignores whom, by hand: asked of everybody who is told of anything, and by every page with posts.
/// </summary>
internal sealed class ReadIgnoring(PreparedReads reads) : IIgnoring
{
    private const string OfMember = "SELECT ignored_id FROM ignored_members WHERE member_id = @member";

    private readonly string _ofOthers =
        $"SELECT member_id FROM ignored_members WHERE ignored_id = @other AND {reads.IsOneOf("member_id", "members")}";

    public Task<IReadOnlySet<long>> IgnoringAsync(
        IReadOnlyCollection<long> memberIds, long other, CancellationToken cancel = default) =>
        reads.RunAsync(_ofOthers, [("other", other), ("members", reads.Ids(memberIds))], ReadAsync, cancel);

    public ValueTask<IReadOnlySet<long>> IgnoredByAsync(long? memberId, CancellationToken cancel = default) =>
        memberId is { } member ? new(reads.RunAsync(OfMember, [("member", member)], ReadAsync, cancel))
            : new(FrozenSet<long>.Empty);

    private static async Task<IReadOnlySet<long>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        if (!await row.ReadAsync(cancel))
            return FrozenSet<long>.Empty;
        var members = new HashSet<long>();
        do
            members.Add(row.GetInt64(0));
        while (await row.ReadAsync(cancel));
        return members;
    }
}
