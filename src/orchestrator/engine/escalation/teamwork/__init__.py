"""What a team does about a question before it is answered: notes, a shared draft, who answers, who has it open."""
