using Guildhall.Kernel.Data;
using Guildhall.Payments.Processors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Payments.WeChat;

/// <summary>
/// What was sent to open a trade. A code is good for two hours, an order for a day: whoever looks again gets a new code for the same
/// out_trade_no, and they give one only for the same words.
/// </summary>
internal sealed class WeChatTrade
{
    private WeChatTrade() { }

    public long Id { get; private set; }

    /// <summary>Ours, at most 32 characters of letters, digits, <c>_-*</c>.</summary>
    public string OutTradeNo { get; private set; } = "";

    /// <summary>"native" or "h5".</summary>
    public string Kind { get; private set; } = "";

    /// <summary>JSON.</summary>
    public string Body { get; private set; } = "";

    public string NotifyUrl { get; private set; } = "";

    public static WeChatTrade Of(string outTradeNo, string kind, string body, string notifyUrl) =>
        new() { OutTradeNo = outTradeNo, Kind = kind, Body = body, NotifyUrl = notifyUrl };
}

/// <summary>Keeps trades; the same one that is opened twice at once is one.</summary>
internal sealed class WeChatTrades(IServiceScopeFactory scopes)
{
    public async Task<WeChatTrade?> FindAsync(string outTradeNo, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<WeChatTrade>().AsNoTracking()
            .SingleOrDefaultAsync(t => t.OutTradeNo == outTradeNo, cancel);
    }

    /// <returns>The one that is kept.</returns>
    public async Task<WeChatTrade> KeepAsync(WeChatTrade trade, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Add(trade);
            await db.SaveChangesAsync(cancel);
            return trade;
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            return await FindAsync(trade.OutTradeNo, cancel) ?? throw new ProcessorFailure("unavailable");
        }
    }
}

internal sealed class WeChatTradeMapping : IEntityTypeConfiguration<WeChatTrade>
{
    public void Configure(EntityTypeBuilder<WeChatTrade> builder)
    {
        builder.ToTable("wechat_trades");
        builder.Property(t => t.OutTradeNo).HasMaxLength(32);
        builder.Property(t => t.Kind).HasMaxLength(10);
        builder.Property(t => t.Body).HasMaxLength(4000);
        builder.Property(t => t.NotifyUrl).HasMaxLength(300);
        builder.HasIndex(t => t.OutTradeNo).IsUnique();
    }
}
