using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>A word by which topics are found across spaces.</summary>
internal sealed class TopicTag : ICommunityOwned
{
    public const int MaxLength = 30, MaxTags = 5;

    private TopicTag() { }

    public long TopicId { get; private set; }
    public string Tag { get; private set; } = "";
    public long CommunityId { get; private set; }

    public static TopicTag Of(Topic topic, string tag) => new() { TopicId = topic.Id, Tag = tag, CommunityId = topic.CommunityId };

    /// <summary>Split at commas and blanks, in small letters, each once.</summary>
    /// <exception cref="Refused">At the field "tags".</exception>
    public static IReadOnlyList<string> Check(string? typed)
    {
        List<string> tags = [.. (typed ?? "").Split([',', '，', '、', ' ', '\t', '\n', '\r', '#'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t => t.ToLowerInvariant()).Distinct()];
        if (tags.Count > MaxTags)
            throw Refused.AtField("tags", "tags_too_many", "Use at most {0} tags.", MaxTags);
        if (tags.Exists(t => t.Length > MaxLength))
            throw Refused.AtField("tags", "tag_too_long", "A tag has at most {0} characters.", MaxLength);
        if (tags.SelectMany(t => t).Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '.' or '+' or '_') && !char.IsSurrogate(c)))
            throw Refused.AtField("tags", "tag_malformed", "A tag is made of letters, digits and . + - _");
        return tags;
    }
}

internal sealed class TopicTagMapping : IEntityTypeConfiguration<TopicTag>
{
    public void Configure(EntityTypeBuilder<TopicTag> builder)
    {
        builder.ToTable("topic_tags");
        builder.HasKey(t => new { t.TopicId, t.Tag });
        builder.Property(t => t.Tag).HasMaxLength(TopicTag.MaxLength);
        builder.HasOne<Topic>().WithMany().HasForeignKey(t => t.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.CommunityId, t.Tag, t.TopicId });
    }
}
