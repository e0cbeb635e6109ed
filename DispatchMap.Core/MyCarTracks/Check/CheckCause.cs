namespace DispatchMap.Core.MyCarTracks.Check;

/// <summary>What is wrong with a step of a connection check.</summary>
public enum CheckCause
{
    /// <summary>A call failed; <see cref="CheckProblem.Failure"/> says how.</summary>
    Upstream,

    /// <summary>Client id or client secret is empty.</summary>
    NoCredentials,

    /// <summary>An address is not fit to be sent credentials: not https, or with user, query or fragment.</summary>
    UnsafeAddress,

    /// <summary>The step took longer than its limit.</summary>
    TooSlow,

    /// <summary>The step waited in vain for this account's own request budget.</summary>
    BudgetSpent,

    /// <summary>The lists name no vehicle.</summary>
    NoVehicles,

    /// <summary>A list was not read to its end.</summary>
    ListNotWhole,

    /// <summary>Items of a list were not understood.</summary>
    ItemsNotUnderstood,

    /// <summary>There are groups, and nothing says who is in them.</summary>
    MembersUnknown,

    /// <summary>There are groups, but the vehicle list, which says who is in them, could not be read.</summary>
    VehiclesNotRead,

    /// <summary>The vendor confirmed another interval than it was asked for.</summary>
    OtherInterval,

    /// <summary>The socket is open but never said <c>connected</c>.</summary>
    NeverConnected,

    /// <summary>Neither an event nor a heartbeat came.</summary>
    Silent,

    /// <summary>Messages came, but none was understood.</summary>
    EventsNotUnderstood,

    /// <summary>The vendor closed the socket; <see cref="CheckProblem.Code"/> is the close code.</summary>
    StreamClosed,

    /// <summary>The stream reported an error; <see cref="CheckProblem.Code"/> is the vendor's.</summary>
    StreamError,

    /// <summary>A field without which there is no marker is not there under any name this client knows.</summary>
    FieldsMissing,

    /// <summary>The vendor's description lacks something that this client uses.</summary>
    ContractDiffers,

    /// <summary>A fault of this program; the log has the details.</summary>
    OurFault,
}
