namespace Guildhall.Payments.Processors;

/// <summary>A processor that takes our side of a dispute from here.</summary>
internal interface IAnswerDisputes
{
    /// <summary>Hands in what speaks for us, which can be done once. The same request id does it once too.</summary>
    /// <exception cref="ProcessorFailure" />
    Task AnswerDisputeAsync(string reference, string text, string requestId, CancellationToken cancel);

    /// <summary>Says nothing for us: the buyer gets the money. The same request id does it once.</summary>
    /// <param name="note">For the buyer, at most 2000 characters; not every processor hands it on.</param>
    /// <exception cref="ProcessorFailure" />
    Task AcceptDisputeAsync(string reference, string note, string requestId, CancellationToken cancel);
}
