using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Polls;

/// <summary>Something to vote for.</summary>
internal sealed class PollOption
{
    public const int MaxText = 200;

    private PollOption() { }

    public long PollId { get; private set; }

    /// <summary>From 1, in the order in which its author wrote them; ballots name it.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public void Say(string text) => Text = text;

    public static PollOption Of(Poll poll, int number, string text) => new() { PollId = poll.Id, Number = number, Text = text };
}

internal sealed class PollOptionMapping : IEntityTypeConfiguration<PollOption>
{
    public void Configure(EntityTypeBuilder<PollOption> builder)
    {
        builder.ToTable("poll_options");
        builder.HasKey(o => new { o.PollId, o.Number });
        builder.Property(o => o.Text).HasMaxLength(PollOption.MaxText);
        builder.HasOne<Poll>().WithMany().HasForeignKey(o => o.PollId).OnDelete(DeleteBehavior.Cascade);
    }
}
