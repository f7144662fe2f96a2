using System.Data.Common;
using Guildhall.Discussions.Following;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Reading;

/// <summary>A word about a space or a tag.</summary>
/// <param name="At">UTC: when it was said; <c>null</c> for words of before this was kept.</param>
internal readonly record struct FollowWord(Following.Following Following, DateTime? At);

/// <summary>What a member said of the spaces and tags of a community, and up to when all is read.</summary>
internal sealed record FollowWords(
    IReadOnlyDictionary<long, FollowWord> Spaces, IReadOnlyDictionary<string, FollowWord> Tags, DateTime? AllReadAt)
{
    public static readonly FollowWords None =
        new(new Dictionary<long, FollowWord>(), new Dictionary<string, FollowWord>(), null);

    public Following.Following OfSpace(long spaceId) => Spaces.GetValueOrDefault(spaceId).Following;

    public Following.Following OfTag(string tag) => Tags.GetValueOrDefault(tag).Following;

    /// <summary>What counts for a topic: its own word, else that about its tags, else that about its space.</summary>
    public Following.Following Of(Following.Following ofTopic, IEnumerable<string> tags, long spaceId)
    {
        if (ofTopic != Discussions.Following.Following.Normal)
            return ofTopic;
        var said = tags.Select(OfTag).Where(f => f != Discussions.Following.Following.Normal).ToHashSet();
        return said.Count > 0 ? Followings.Closest(said) : OfSpace(spaceId);
    }
}

/// <summary>Reads them in one question: every list of topics asks.</summary>
internal sealed class ReadFollowWords(AppDb db, PreparedReads reads, CurrentMember member)
{
    private const string Query =
        """
        SELECT space_id, '', following, at FROM space_followers WHERE member_id = @member AND community_id = @community
        UNION ALL SELECT 0, tag, following, at FROM tag_followers WHERE member_id = @member AND community_id = @community
        UNION ALL SELECT -1, '', 'Normal', at FROM all_read WHERE member_id = @member AND community_id = @community
        """;

    /// <summary>Of whoever asks; of a visitor none.</summary>
    public async Task<FollowWords> RunAsync(CancellationToken cancel) => member.Id is not { } me ? FollowWords.None
        : await reads.RunAsync(Query, [("member", me), ("community", db.CommunityId)], ReadAsync, cancel);

    private static async Task<FollowWords> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        var (spaces, tags, all) = (new Dictionary<long, FollowWord>(), new Dictionary<string, FollowWord>(), (DateTime?)null);
        while (await row.ReadAsync(cancel))
        {
            var (space, tag) = (row.GetInt64(0), row.GetString(1));
            var following = Enum.Parse<Following.Following>(row.GetString(2));
            var word = new FollowWord(following, row.IsDBNull(3) ? null : PreparedReads.Utc(row, 3));
            if (space > 0)
                spaces[space] = word;
            else if (space == 0)
                tags[tag] = word;
            else
                all = word.At;
        }
        return new FollowWords(spaces, tags, all);
    }
}
