namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>
/// People who buy before they have an account. First there is only a member, with whom nobody can sign in; the account is made once
/// something is paid, and belongs to whoever reads the mail that goes to its address.
/// </summary>
public interface IVisitorAccounts
{
    /// <summary>Whether visitors may buy so: only where mail goes out.</summary>
    ValueTask<bool> IsOnAsync(CancellationToken cancel = default);

    /// <summary>
    /// Makes a member without an account, and saves. The answer is the same whether the address has an account or not; it is limited as
    /// registering is, and as asking for a mail to that address is.
    /// </summary>
    /// <exception cref="Http.Refused">422: no name or no address, the field is named; 409: mail is off; 429: too often.</exception>
    Task<long> BeginAsync(string? name, string? email, string language, string timeZone, CancellationToken cancel = default);

    /// <summary>
    /// Whose account has the address; <c>null</c> for nobody's. To be asked only once money is here: an answer before would tell a stranger
    /// who has an account.
    /// </summary>
    Task<long?> HolderOfAsync(string email, CancellationToken cancel = default);

    /// <summary>
    /// Makes the account of such a member, unless the address has one by now, and mails the link by which name and password are set.
    /// In the caller's transaction; it saves.
    /// </summary>
    /// <returns>Whether it was made: <c>false</c> means that the address belongs to somebody.</returns>
    Task<bool> OpenAsync(long memberId, string email, CancellationToken cancel = default);

    /// <summary>
    /// Signs the member in on the current response, as long as nobody has used the mailed link. The caller knows that this browser bought.
    /// </summary>
    /// <returns><c>false</c> when it has been used, or when there is no account.</returns>
    Task<bool> EnterAsync(long memberId, CancellationToken cancel = default);

    /// <summary>Removes members whom nothing belongs to: they have no account, and their orders were never paid. It saves.</summary>
    Task RemoveAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}
