using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Parts;

namespace Guildhall.Payments.Invoices;

/// <summary>What requests for a 发票 are called on screen.</summary>
internal static class FapiaoWords
{
    public static string State(FapiaoState state, Texts T) => state switch
    {
        FapiaoState.Requested => T["Waiting for the seller"],
        FapiaoState.Issued => T["Issued"],
        FapiaoState.Refused => T["Refused"],
        FapiaoState.RedLetterNeeded => T["Red letter needed"],
        _ => T["Red letter issued"],
    };

    public static Tone Tone(FapiaoState state) => state switch
    {
        FapiaoState.Requested => Kernel.Ui.Parts.Tone.Warning,
        FapiaoState.Issued => Kernel.Ui.Parts.Tone.Success,
        FapiaoState.RedLetterNeeded => Kernel.Ui.Parts.Tone.Danger,
        _ => Kernel.Ui.Parts.Tone.Neutral,
    };

    public static string Kind(FapiaoTitle kind, Texts T) => kind == FapiaoTitle.Personal ? T["Personal"] : T["Company"];

    /// <summary>A reason that the program gave is a text key.</summary>
    public static string Reason(FapiaoRequest request, Texts T) => request.DecidedById is null ? T[request.Reason] : request.Reason;
}
