using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Scoring;

/// <summary>What a community's own verdicts have taught the spam score.</summary>
internal sealed class SpamLearned : ICommunityOwned
{
    private SpamLearned() { }

    public long CommunityId { get; private set; }
    public byte[] Weights { get; private set; } = [];

    /// <summary>Of how many posts that moderators refused or removed it learned.</summary>
    public int Spam { get; private set; }

    /// <summary>Of how many others.</summary>
    public int Ham { get; private set; }

    /// <summary>How it judged the fifth of both that it was not shown, at a score of 90.</summary>
    public int SpamFound { get; private set; }

    public int SpamMissed { get; private set; }
    public int HamFlagged { get; private set; }
    public int HamPassed { get; private set; }
    public DateTime LearnedAt { get; private set; }

    public static SpamLearned Of(long communityId) => new() { CommunityId = communityId };

    public void Learn(SpamModel model, int spam, int ham, Confusion unseen, DateTime now)
    {
        (Weights, Spam, Ham, LearnedAt) = (model.Write(), spam, ham, now);
        (SpamFound, SpamMissed, HamFlagged, HamPassed) = (unseen.SpamFound, unseen.SpamMissed, unseen.HamFlagged, unseen.HamPassed);
    }
}

internal sealed class SpamLearnedMapping : IEntityTypeConfiguration<SpamLearned>
{
    public void Configure(EntityTypeBuilder<SpamLearned> builder)
    {
        builder.ToTable("spam_learned");
        builder.HasKey(s => s.CommunityId);
        builder.Property(s => s.CommunityId).ValueGeneratedNever();
    }
}

/// <summary>The score of the community at hand: what it has learned itself, else what every installation begins with.</summary>
internal sealed class SpamModels(AppDb db)
{
    /// <summary><c>null</c> until it has learned something.</summary>
    public Task<SpamLearned?> LearnedAsync(CancellationToken cancel) => db.Set<SpamLearned>().AsNoTracking().SingleOrDefaultAsync(cancel);

    public async Task<SpamModel> OfAsync(CancellationToken cancel)
    {
        var weights = await db.Set<SpamLearned>().AsNoTracking().Select(s => s.Weights).SingleOrDefaultAsync(cancel);
        try
        {
            return weights is null ? SpamModel.Shipped : SpamModel.Read(weights);
        }
        catch (InvalidDataException)
        {
            // Of a version that looked at other features; tonight it is learned anew.
            return SpamModel.Shipped;
        }
    }
}
