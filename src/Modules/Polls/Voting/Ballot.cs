using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Polls.Voting;

/// <summary>
/// How somebody voted: one row a person, whose key lets one of many clicks at once through. In a secret ballot the row has its voter too,
/// or nobody could be kept from voting twice; no page, answer or event tells it.
/// </summary>
internal sealed class Ballot : ICommunityOwned
{
    public const int MaxChoices = 120;

    private Ballot() { }

    public long PollId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>As <see cref="Choices"/> writes them.</summary>
    public string Choices { get; private set; } = "";

    public DateTime At { get; private set; }

    public static Ballot In(Poll poll, long memberId, string choices, DateTime now) => new()
    {
        PollId = poll.Id,
        MemberId = memberId,
        CommunityId = poll.CommunityId,
        Choices = choices,
        At = now,
    };

    public void Become(string choices, DateTime now) => (Choices, At) = (choices, now);
}

internal sealed class BallotMapping : IEntityTypeConfiguration<Ballot>
{
    public void Configure(EntityTypeBuilder<Ballot> builder)
    {
        builder.ToTable("poll_ballots");
        builder.HasKey(b => new { b.PollId, b.MemberId });
        builder.Property(b => b.Choices).HasMaxLength(Ballot.MaxChoices);
        builder.HasOne<Poll>().WithMany().HasForeignKey(b => b.PollId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        // Results count ballots that say the same: answered from this index alone.
        builder.HasIndex(b => new { b.PollId, b.Choices });
    }
}
