"""Questions about a beekeeper's courses and a small software shop, each with paraphrases that ask for the same answer.

The form is (question, paraphrases). Written for this repository; no line is from a public set.
"""

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("When is lavender honey harvested?", ("At what time of the year do you harvest lavender honey?", "What month do you take the lavender honey?", "When do you collect the honey from lavender?")),
    ("How do I feed bees in winter?", ("What is the best way to feed bees in winter?", "How should bees be fed during winter?", "What should I give my bees to eat in the winter months?")),
    ("Can I keep bees on a balcony?", ("Is it possible to keep bees on a balcony?", "Are bees on a balcony a good idea, is that allowed?", "May I put a hive on my balcony?")),
    ("How much does the beginner course cost?", ("What is the price of the beginner course?", "What do you charge for the course for beginners?", "How expensive is the beginner course?")),
    ("Where does the weekend workshop take place?", ("What is the location of the weekend workshop?", "Where is the workshop on the weekend held?", "In which place do you hold the weekend workshop?")),
    ("How do I treat a hive against varroa mites?", ("What is the treatment of a hive against varroa?", "How can I get rid of varroa mites in my hive?", "What do I do about varroa mites in a hive?")),
    ("Why did my bees swarm in May?", ("What is the reason my bees swarmed in May?", "Why have my bees swarmed in May?", "My bees swarmed in May, why is that?")),
    ("Who teaches the queen rearing class?", ("Which teacher gives the queen rearing class?", "Who is the instructor of the queen rearing class?", "Who runs the class on queen rearing?")),
    ("How do I reset my password?", ("What is the way to reset my password?", "I forgot my password, how do I set a new one?", "How can I change a forgotten password?")),
    ("How do I cancel my subscription?", ("What do I have to do to cancel my subscription?", "How can I end my subscription?", "Where can I cancel the subscription?")),
    ("Can I download my invoices as PDF?", ("Is there a way to download invoices as PDF?", "Where do I get my invoices as a PDF file?", "Are invoices available as PDF download?")),
    ("How do I export my data to Excel?", ("What is the way to export data to Excel?", "How can I get my data into Excel?", "Is there an export of my data to Excel, and how?")),
    ("Does the free plan include email support?", ("Is email support included in the free plan?", "Do I get support by email with the free plan?", "Is there email support on the free plan?")),
    ("How many users can I add to the team plan?", ("What is the number of users on the team plan?", "How many people may be added to the team plan?", "What is the limit of users in the team plan?")),
    ("How do I install the plugin on Windows?", ("What are the steps to install the plugin on Windows?", "How can the plugin be installed on Windows?", "How do you set up the plugin on a Windows machine?")),
    ("How long does shipping to Norway take?", ("What is the shipping time to Norway?", "How many days does delivery to Norway need?", "When will an order shipped to Norway arrive?")),
    ("Can I pay by credit card?", ("Do you accept credit cards?", "Is payment by credit card possible?", "May I use a credit card to pay?")),
    ("How do I enable two factor login?", ("How can I turn on two factor login?", "Where do I activate two factor login?", "What do I do to enable login with two factors?")),
    ("Which honey is best for children?", ("What honey do you recommend for children?", "What is the best honey for kids?", "Which honey should children get?")),
    ("How do I store honey in summer?", ("What is the right way to store honey in summer?", "How should honey be stored during summer?", "Where do I keep honey in the summer?")),
    ("What equipment do I need to start with bees?", ("Which equipment is needed to start beekeeping?", "What gear do I need to begin with bees?", "What do I have to buy to start with bees?")),
    ("Can I buy a queen in spring?", ("Is it possible to buy a queen in spring?", "Do you sell queens in spring?", "Are queens for sale in the spring?")),
    ("How often should I inspect the hive in June?", ("How many times should a hive be inspected in June?", "How frequently do I look into the hive in June?", "At what interval should I inspect my hive in June?")),
    ("Do I need a licence to sell honey?", ("Is a licence required for selling honey?", "Must I have a licence to sell my honey?", "Can I sell honey only with a licence?")),
    ("How do I connect the app to Slack?", ("What is the way to connect the app with Slack?", "How can I link the app to Slack?", "How do I set up the Slack connection of the app?")),
    ("Why is my upload slow?", ("What makes my upload slow?", "My upload is slow, what is the reason?", "Why does the upload take so long?")),
    ("How do I lock a shared document?", ("What is the way to lock a shared document?", "How can I lock a document that is shared?", "Where do I lock the shared document?")),
    ("Can I move my account to another region?", ("Is it possible to move an account to another region?", "How can my account be moved to another region?", "May I transfer my account to a different region?")),
    ("When does the advanced course in 2026 start?", ("What is the start date of the advanced course in 2026?", "On which date does the 2026 advanced course begin?", "When do you start the advanced course of 2026?")),
    ("How do I add a second hive to the map?", ("How can I put a second hive on the map?", "What do I do to add a second hive to the map?", "How is a second hive added to the map?")),
)  # fmt: skip
