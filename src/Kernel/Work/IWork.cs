namespace Guildhall.Kernel.Work;

/// <summary>
/// Does one kind of work from the queue, named by its payload (<c>SendMail</c>). It runs outside of a transaction and may wait for
/// other people's servers. It may run twice: at the end of its lease another process takes over.
/// </summary>
/// <typeparam name="TPayload">A record that names the work; stored as JSON, so renaming it or its members needs a migration.</typeparam>
public interface IWork<in TPayload>
{
    /// <exception cref="WorkFailure">When to try again, or that it is no use; any other exception is tried again after the usual
    /// wait.</exception>
    Task RunAsync(TPayload payload, WorkContext context, CancellationToken cancel);
}

/// <summary>How one kind of work is done.</summary>
public sealed record WorkOptions
{
    /// <summary>How many of the kind one process does at once, 1 to 100.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>After so many failures the item is dead: it waits for a person. The end of a process in mid-work counts as one.</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>How long another process waits for the end of one that shows no sign of life. A living one renews it by itself.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after the given number of failures.</summary>
    public Func<int, TimeSpan> Backoff { get; init; } = Events.Backoff.After;
}

/// <summary>A failure that says what comes next.</summary>
/// <param name="code">For the record: <c>timed_out</c>, <c>refused</c> …; at most 1000 characters.</param>
/// <param name="final"><c>true</c> when another try cannot help: the item is dead at once.</param>
/// <param name="retryAt">UTC; <c>null</c> for the usual wait.</param>
public sealed class WorkFailure(string code, bool final = false, DateTime? retryAt = null) : Exception(code)
{
    public bool IsFinal { get; } = final;
    public DateTime? RetryAt { get; } = retryAt;
}
