namespace Guildhall.Kernel.Contracts.Mail;

/// <summary>Which kinds of optional mail a member does not want: by the link in a mail, or on a page of settings.</summary>
public interface IMailRefusals
{
    /// <summary>The kinds that the member has refused.</summary>
    Task<IReadOnlySet<string>> OfAsync(long memberId, CancellationToken cancel = default);

    /// <summary>Refuses a kind, or takes that back. It saves.</summary>
    Task SetAsync(long memberId, string kind, bool refused, CancellationToken cancel = default);
}
