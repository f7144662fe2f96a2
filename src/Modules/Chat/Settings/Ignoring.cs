using System.Data.Common;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;

namespace Guildhall.Chat.Settings;

/// <summary>Answers other modules who ignores whom, by hand: asked of everybody who is told of anything.</summary>
internal sealed class Ignoring(PreparedReads reads) : IIgnoring
{
    private readonly string _query =
        $"SELECT member_id FROM ignored_members WHERE ignored_id = @other AND {reads.IsOneOf("member_id", "members")}";

    public Task<IReadOnlySet<long>> IgnoringAsync(
        IReadOnlyCollection<long> memberIds, long other, CancellationToken cancel = default) =>
        reads.RunAsync(_query, [("other", other), ("members", reads.Ids(memberIds))], ReadAsync, cancel);

    private static async Task<IReadOnlySet<long>> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var members = new HashSet<long>();
        while (await row.ReadAsync(cancel))
            members.Add(row.GetInt64(0));
        return members;
    }
}
