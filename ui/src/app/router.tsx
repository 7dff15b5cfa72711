/** Every address of the app. The code of a page is loaded when the page is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { FailedPage, NotFoundPage, PendingPage } from "~/app/fallbacks";
import { Landing } from "~/app/pages/Landing";
import { Shell } from "~/app/Shell";
import { meQuery, queryClient } from "~/shared/queries";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

/** What a guest, who has no account, may open of the pages for members: their conversations, and after paying. */
const FOR_GUESTS = /^\/(messages(\/(?!escalations)[^/]+)?|paid\/[^/]+)\/?$/;

/** A visitor signs in first, and then comes back to the page. */
async function requireMe({ location }: { location: { href: string; pathname: string } }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (!me || (me.guest_of && !FOR_GUESTS.test(location.pathname)))
    throw redirect({ to: "/sign-in", search: { then: location.href } });
}

/** Who is signed in already has no use for these pages; a guest has. */
async function requireNobody({ search }: { search: { then?: string } }): Promise<void> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (me && !me.guest_of) throw redirect({ href: search.then ?? "/messages", replace: true });
}

const readThen = (search: Record<string, unknown>): { then?: string } => {
  const then = search.then;
  // Only an address in this app, never another site.
  return typeof then === "string" && /^\/(?![/\\])/.test(then) ? { then } : {};
};

/** Where a browser comes back from a provider that could not sign it in, the address says why. */
const readProblem = (search: Record<string, unknown>): { problem?: string } =>
  typeof search.problem === "string" ? { problem: search.problem } : {};

/** Where a browser comes back from a payment that was not made, the address says so. */
const readCancelled = (search: Record<string, unknown>): { cancelled?: true } =>
  search.cancelled === undefined ? {} : { cancelled: true };

const landing = createRoute({ getParentRoute: () => root, path: "/", component: Landing });
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => ({ ...readThen(search), ...readProblem(search) }),
  beforeLoad: requireNobody,
  component: lazyRouteComponent(() => import("~/features/account/SignIn"), "SignIn"),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  validateSearch: readThen,
  beforeLoad: requireNobody,
  component: lazyRouteComponent(() => import("~/features/account/SignUp"), "SignUp"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("~/features/account/elsewhere/Join"), "Join"),
});
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("~/features/account/links/ForgotPassword"), "ForgotPassword"),
});
const newPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewPassword"), "NewPassword"),
});
const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: "/confirm-email/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/ConfirmEmail"), "ConfirmEmail"),
});
const newAddress = createRoute({
  getParentRoute: () => root,
  path: "/new-address/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewAddress"), "ConfirmNewAddress"),
});
const undoAddress = createRoute({
  getParentRoute: () => root,
  path: "/undo-address/$token",
  component: lazyRouteComponent(() => import("~/features/account/links/NewAddress"), "UndoAddress"),
});
const joinTeam = createRoute({
  getParentRoute: () => root,
  path: "/join-team/$token",
  component: lazyRouteComponent(() => import("~/features/team/JoinTeam"), "JoinTeam"),
});
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: "/unsubscribe/$token",
  component: lazyRouteComponent(() => import("~/features/notifying/Unsubscribe"), "Unsubscribe"),
});
const openThread = createRoute({
  getParentRoute: () => root,
  path: "/open-thread/$token/$conversation",
  component: lazyRouteComponent(() => import("~/features/account/links/OpenThread"), "OpenThread"),
});
const profile = createRoute({
  getParentRoute: () => root,
  path: "/@{$handle}",
  component: lazyRouteComponent(() => import("~/features/chat/AgentProfile"), "AgentProfile"),
});
const member = createRoute({ getParentRoute: () => root, id: "signed-in", beforeLoad: requireMe });

const joinChat = createRoute({
  getParentRoute: () => member,
  path: "/join-chat/$token",
  component: lazyRouteComponent(() => import("~/features/channels/JoinChat"), "JoinChat"),
});
const paid = createRoute({
  getParentRoute: () => member,
  path: "/paid/$payment",
  validateSearch: readCancelled,
  component: lazyRouteComponent(() => import("~/features/payments/returning/Returned"), "Returned"),
});
const joined = createRoute({
  getParentRoute: () => member,
  path: "/member/$membership",
  validateSearch: readCancelled,
  component: lazyRouteComponent(() => import("~/features/payments/returning/JoinedAsMember"), "JoinedAsMember"),
});
const accountReturned = createRoute({
  getParentRoute: () => member,
  path: "/agents/$avee/prices",
  component: lazyRouteComponent(() => import("~/features/payments/returning/AccountReturned"), "AccountReturned"),
});
const messages = createRoute({
  getParentRoute: () => member,
  path: "/messages",
  component: lazyRouteComponent(() => import("~/features/chat/Messages"), "Messages"),
});
const conversation = createRoute({
  getParentRoute: () => member,
  path: "/messages/$conversation",
  component: lazyRouteComponent(() => import("~/features/chat/Messages"), "Messages"),
});
const inbox = createRoute({
  getParentRoute: () => member,
  path: "/messages/escalations",
  component: lazyRouteComponent(() => import("~/app/pages/Inbox"), "Inbox"),
});
/** The inbox shows the question itself, beside the list. */
const question = createRoute({ getParentRoute: () => inbox, path: "/$question", component: () => null });
const myAgents = createRoute({
  getParentRoute: () => member,
  path: "/my-agents",
  component: lazyRouteComponent(() => import("~/features/agents/MyAgents"), "MyAgents"),
});
const newAgent = createRoute({
  getParentRoute: () => member,
  path: "/my-agents/new",
  component: lazyRouteComponent(() => import("~/app/pages/NewAgent"), "NewAgent"),
});
const agent = createRoute({
  getParentRoute: () => member,
  path: "/my-agents/$handle",
  component: lazyRouteComponent(() => import("~/app/pages/AgentLayout"), "AgentLayout"),
});
const agentStart = createRoute({
  getParentRoute: () => agent,
  path: "/",
  beforeLoad: ({ params }: { params: { handle: string } }) => {
    throw redirect({ href: `/my-agents/${params.handle}/orchestrator`, replace: true });
  },
});
const rulesAndMetrics = createRoute({
  getParentRoute: () => agent,
  path: "/orchestrator",
  component: lazyRouteComponent(() => import("~/app/pages/RulesAndMetrics"), "RulesAndMetrics"),
});
const knowledge = createRoute({
  getParentRoute: () => agent,
  path: "/knowledge",
  component: lazyRouteComponent(() => import("~/app/pages/Knowledge"), "Knowledge"),
});
const decisions = createRoute({
  getParentRoute: () => agent,
  path: "/decisions",
  component: lazyRouteComponent(() => import("~/features/routing/Decisions"), "Decisions"),
});
const members = createRoute({
  getParentRoute: () => agent,
  path: "/members",
  component: lazyRouteComponent(() => import("~/features/policy/Members"), "Members"),
});
const team = createRoute({
  getParentRoute: () => agent,
  path: "/team",
  component: lazyRouteComponent(() => import("~/features/team/Team"), "Team"),
});
const conversations = createRoute({
  getParentRoute: () => agent,
  path: "/conversations",
  component: lazyRouteComponent(() => import("~/features/team/ConversationLog"), "ConversationLog"),
});
const prices = createRoute({
  getParentRoute: () => agent,
  path: "/prices",
  component: lazyRouteComponent(() => import("~/features/payments/prices/Prices"), "Prices"),
});
const payments = createRoute({
  getParentRoute: () => agent,
  path: "/payments",
  component: lazyRouteComponent(() => import("~/features/payments/history/AgentPayments"), "AgentPayments"),
});
const details = createRoute({
  getParentRoute: () => agent,
  path: "/agent",
  component: lazyRouteComponent(() => import("~/app/pages/AgentDetails"), "AgentDetails"),
});
const log = createRoute({
  getParentRoute: () => agent,
  path: "/log",
  component: lazyRouteComponent(() => import("~/features/rights/AgentLog"), "AgentLog"),
});
const settings = createRoute({
  getParentRoute: () => member,
  path: "/settings",
  validateSearch: readProblem,
  component: lazyRouteComponent(() => import("~/app/pages/Settings"), "Settings"),
});

const tree = root.addChildren([
  landing,
  signIn,
  signUp,
  join,
  forgotPassword,
  newPassword,
  confirmEmail,
  newAddress,
  undoAddress,
  unsubscribe,
  openThread,
  joinTeam,
  profile,
  member.addChildren([
    joinChat,
    paid,
    joined,
    accountReturned,
    messages,
    inbox.addChildren([question]),
    conversation,
    myAgents,
    newAgent,
    agent.addChildren([
      agentStart,
      rulesAndMetrics,
      knowledge,
      decisions,
      conversations,
      members,
      prices,
      payments,
      team,
      details,
      log,
    ]),
    settings,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
