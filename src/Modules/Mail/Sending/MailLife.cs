namespace Guildhall.Mail.Sending;

/// <summary>
/// How long a mail waits for a mail server, so that it still goes out when one is set up: as long as the link in it is good, or somebody
/// needs the paper. News stand in the bell; without a server they are not mailed.
/// </summary>
internal static class MailLife
{
    /// <returns>Zero where it does not wait.</returns>
    public static TimeSpan Of(string kind) => kind switch
    {
        "receipt" or "fapiao" or "gift" or "visitor_order" or "coupon_spent" => TimeSpan.FromDays(7),
        "account.welcome" or "account.confirm" or "account.deletion_asked" or "account.address_changed" => TimeSpan.FromDays(7),
        "account.password" => TimeSpan.FromHours(1),
        "account.sign_in" or "account.deletion_link" => TimeSpan.FromMinutes(15),
        _ => TimeSpan.Zero,
    };
}
