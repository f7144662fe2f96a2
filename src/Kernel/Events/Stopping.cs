namespace Guildhall.Kernel.Events;

/// <summary>Tells our own end from other people's.</summary>
public static class Stopping
{
    /// <summary>
    /// Whether the work ends because it was told to. A timeout of <see cref="HttpClient"/> or of a database is an
    /// <see cref="OperationCanceledException"/> as well, but a failure: let out of a loop in the background it would end the program.
    /// </summary>
    public static bool IsStopping(this Exception error, CancellationToken stopping) =>
        error is OperationCanceledException && stopping.IsCancellationRequested;
}
